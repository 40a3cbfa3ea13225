/** From how much on Rekey asks a person instead of acting. */
export const brakes = {
  /** More distinct keys than this from one sender within so many seconds are held, all of them. */
  flood: { keys: 10, withinSeconds: 600 },
  /** After so many kills of one key within so many seconds the next is held, unless a source attests the exposure. */
  kills: { most: 2, withinSeconds: 86_400 },
} as const;
