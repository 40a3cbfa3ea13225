/** Why work on an observed key is not withheld. `act`: it is to be done all the same; `done`: it was told before, or nothing is to be done. */
export type NotWithheld = 'act' | 'done';
