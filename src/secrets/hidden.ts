/** What stands where a secret stood. The same for every secret, so that its length stays hidden. */
export const HIDDEN = '********';
