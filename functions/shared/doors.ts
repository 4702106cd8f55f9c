import { BlockList, isIP } from 'node:net';
import type { Door } from '#/core/report/read.ts';

const LONGEST: Record<number, number> = { 4: 32, 6: 128 };
const family = (version: number) => (version === 6 ? 'ipv6' : 'ipv4');

/**
 * Which door an address comes to: the networks are the municipality's own, as 192.0.2.0/24 with commas between.
 * One that cannot be read is nobody's: a slip in the settings must not shut the doors.
 */
export function doors(networks: string): (address: string) => Door {
  const inside = new BlockList();
  for (const network of networks.split(',')) {
    const [address = '', length = ''] = network.trim().split('/');
    const version = isIP(address);
    if (version !== 0 && /^\d{1,3}$/.test(length) && Number(length) <= (LONGEST[version] ?? 0))
      inside.addSubnet(address, Number(length), family(version));
  }
  return (address) => {
    const version = isIP(address);
    return version !== 0 && inside.check(address, family(version)) ? 'form' : 'slip';
  };
}
