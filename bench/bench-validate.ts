import { measureValidate } from './validate/measure-validate.ts';
import { printValidate } from './validate/print-validate.ts';
import { createWorkingFolder } from './working-folder.ts';

const folder = createWorkingFolder();
try {
  console.log(printValidate(await measureValidate(folder, (what) => console.error(`… ${what}`))));
} finally {
  folder.dispose();
}
