import { emptyResult } from '../../src/session/empty-result.ts';

/** What a call comes to that goes well and says nothing. */
export const completed = emptyResult('completed');
