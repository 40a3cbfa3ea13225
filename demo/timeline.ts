import pc from 'picocolors';

/** Tells the demonstration as it goes: a line for each thing that happened, with the seconds since the start. */
export interface Timeline {
  readonly tell: (what: string) => void;
  /** What takes its time just now; shown on a terminal only. */
  readonly progress: (what: string) => void;
}

/** A timeline on the given stream; times are bright, and only a terminal gets colours. */
export function timelineOn(stream: NodeJS.WriteStream, startedAt: number): Timeline {
  const colours = pc.createColors(stream.isTTY === true && !process.env['NO_COLOR']);
  const stamp = () => `${((Date.now() - startedAt) / 1000).toFixed(1).padStart(7)} s`;
  return {
    tell: (what) => void stream.write(`${colours.cyan(stamp())}  ${what}\n`),
    progress: (what) => void stream.write(`${colours.dim(`${stamp()}  ${what} ...`)}\n`),
  };
}
