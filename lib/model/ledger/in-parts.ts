/** Things in one part, and bytes of their JSON: an item of DynamoDB holds 400 KB. */
const most = { things: 25, bytes: 100_000 };

/** A list in parts that each fit an item; a thing that is larger by itself is a part of its own. */
export function inParts<T>(things: readonly T[]): T[][] {
  const parts: T[][] = [];
  let room = 0;
  for (const thing of things) {
    const bytes = Buffer.byteLength(JSON.stringify(thing));
    const last = parts.at(-1);
    if (last === undefined || bytes > room || last.length === most.things) {
      parts.push([thing]);
      room = most.bytes - bytes;
    } else {
      last.push(thing);
      room -= bytes;
    }
  }
  return parts;
}
