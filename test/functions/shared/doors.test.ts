import { expect, test } from 'vitest';
import { doors } from '#/functions/shared/doors.ts';

test('the whole form is open from the networks that are named, and from nowhere else', () => {
  const doorOf = doors('192.0.2.0/24, 198.51.100.7/32,2001:db8::/32');
  for (const inside of ['192.0.2.1', '192.0.2.255', '198.51.100.7', '2001:db8::1', '::ffff:192.0.2.9'])
    expect(doorOf(inside), inside).toBe('form');
  expect(doors('x, 192.0.2.0/33,192.0.2.0,/8,2001:db8::/32')('2001:db8::1')).toBe('form');
  expect(doors('x, 192.0.2.0/33,192.0.2.0,/8')('192.0.2.1')).toBe('slip');
  for (const outside of [
    '192.0.3.1',
    '198.51.100.8',
    '2001:db9::1',
    '127.0.0.1',
    '',
    'x',
    '192.0.2.1, 1.1.1.1',
  ])
    expect(doorOf(outside), outside).toBe('slip');
});
