/** The bytes as they are, one character each. */
export const latin1 = (bytes: Uint8Array): string => asBuffer(bytes).toString('latin1');

export const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
