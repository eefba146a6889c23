import { measureLsp } from './lsp/measure-lsp.ts';
import { printLsp } from './lsp/print-lsp.ts';

console.log(printLsp(await measureLsp()));
