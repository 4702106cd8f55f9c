import { BlockList, isIP } from 'node:net';
import type { Door } from '#/core/report/read.ts';

/** Which door an address comes to: the networks are the municipality's own, as 192.0.2.0/24 with commas between. */
export function doors(networks: string): (address: string) => Door {
  const inside = new BlockList();
  for (const network of networks.split(',').map((each) => each.trim())) {
    const [address = '', length] = network.split('/');
    inside.addSubnet(address, Number(length), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return (address) => {
    const version = isIP(address);
    return version !== 0 && inside.check(address, version === 6 ? 'ipv6' : 'ipv4') ? 'form' : 'slip';
  };
}
