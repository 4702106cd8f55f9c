const UNIT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A longer jump makes every reminder of those months happen, which takes hours. */
const LONGEST = 90 * 86_400_000;

/** `90s`, `20m`, `3h`, `2d` in milliseconds, up to 90 days; undefined for anything else. */
export function spanOf(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([smhd])$/.exec(text.trim()) ?? [];
  const size = UNIT_MS[unit];
  const span = count === undefined || size === undefined ? undefined : Number(count) * size;
  return span !== undefined && span <= LONGEST ? span : undefined;
}
