// The browser reads this file too: no schema, and zod with it, comes in.

export const MOST_FILES = 10;
export const LARGEST_FILE = 25 * 1024 * 1024;
