/** What somebody does about an incident that waits for a person. */
export const decisionSteps: string[] = [
  'Look at it: "rekey incident show ID", with the incident named below.',
  'If it is a leak: "rekey incident approve ID --reason R". It is then done what would have been done without the hold.',
  'If it is none, or you take the risk: "rekey incident dismiss ID --reason R". Nothing is revoked, and the record says who took it.',
  'Many at once, from one sender: the same with "--all-from SENDER" in place of the id.',
];
