/** Something the person who starts Hikeshi can put right; shown as one sentence without a stack trace. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
