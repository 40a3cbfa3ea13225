/** How many messages of each queue of an issuer are worked on at a time, where nobody says otherwise. */
export const usualConcurrency = { rotations: 2, containments: 4 } as const;
