const secondsPerUnit = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Seconds of a duration such as `30d`, `24h`, `15m`, `90s`; undefined for zero, a sign, a fraction, a missing or unknown unit. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9})([smhd])$/.exec(text.trim());
  if (!match) return undefined;
  const seconds = Number(match[1]) * secondsPerUnit[match[2] as keyof typeof secondsPerUnit];
  return seconds > 0 ? seconds : undefined;
}

/** The shortest exact text of a duration in whole seconds: 90 is `90s`, 7200 is `2h`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  for (const unit of ['d', 'h', 'm'] as const) {
    const size = secondsPerUnit[unit];
    if (whole >= size && whole % size === 0) return `${whole / size}${unit}`;
  }
  return `${whole}s`;
}
