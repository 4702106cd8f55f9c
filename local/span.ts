const UNIT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `20m`, `3h`, `2d` in milliseconds; undefined for anything else. */
export function spanOf(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([smhd])$/.exec(text.trim()) ?? [];
  const size = UNIT_MS[unit];
  return count === undefined || size === undefined ? undefined : Number(count) * size;
}

export function wordsOf(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), '日'],
    [Math.floor(minutes / 60) % 24, '時間'],
    [minutes % 60, '分'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return shown.join('') || '0分';
}
