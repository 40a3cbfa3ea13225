/** So many bare rotations, as many lanes at once; gives how many of them a second. */
export async function bareBlock(rotation: () => Promise<void>, count: number, lanes: number): Promise<number> {
  const startedAt = performance.now();
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await rotation();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return count / ((performance.now() - startedAt) / 1000);
}
