/**
 * Loaded into a run before its program (`node --require`): sums the time in calls to the file system by what they do,
 * and writes it down when the process ends. The programs themselves know nothing of it, so that not being measured
 * costs them nothing. Plain CommonJS, because it is read from a file of its own.
 */
export const PROBE = `'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const { performance } = require('node:perf_hooks');
const clock = () => performance.now();
const began = clock();
const sums = { input: 0, read: 0, write: 0, output: 0 };
let asked = null, loading = null, deep = 0, inAsk = false;
const wrap = (name, kindOf) => {
  const plain = fs[name];
  fs[name] = function (...args) {
    if (deep > 0 || loading === null || asked === null && kindOf(args) !== 'input') return plain.apply(this, args);
    const kind = kindOf(args);
    if (kind === 'input' && asked === null) asked = clock();
    const start = clock();
    deep++;
    try { return plain.apply(this, args); } finally { deep--; sums[kind] += clock() - start; }
  };
};
const reading = (args) => (args[0] === 0 ? 'input' : 'read');
for (const name of ['readFileSync', 'readSync']) wrap(name, reading);
for (const name of ['existsSync', 'statSync', 'lstatSync', 'fstatSync', 'readdirSync', 'readlinkSync', 'realpathSync', 'accessSync'])
  wrap(name, () => 'read');
wrap('openSync', (args) => (args[1] === undefined || args[1] === 'r' || args[1] === 0 || (typeof args[1] === 'number' && (args[1] & 3) === 0) ? 'read' : 'write'));
wrap('closeSync', () => 'read');
wrap('writeSync', (args) => (args[0] === 1 || args[0] === 2 ? 'output' : 'write'));
for (const name of ['writeFileSync', 'appendFileSync', 'fsyncSync', 'fdatasyncSync', 'ftruncateSync', 'renameSync', 'linkSync', 'symlinkSync', 'mkdirSync', 'rmSync', 'unlinkSync', 'copyFileSync'])
  wrap(name, () => 'write');
for (const name of ['read']) {
  const plain = fs[name];
  fs[name] = function (fd, ...rest) {
    if (fd === 0 && asked === null && loading !== null) asked = clock();
    return plain.call(this, fd, ...rest);
  };
}
const load = Module._load;
Module._load = function (request, parent, isMain) {
  if (isMain && loading === null) loading = clock();
  return load.apply(this, arguments);
};
const own = clock() - began;
const note = fs.writeFileSync;
process.on('exit', () => {
  const ending = clock();
  deep = 1;
  note(process.env.BATON_PROBE, JSON.stringify({ own, loading: loading - own, asked: asked === null ? null : asked - own, ending: ending - own, ...sums }));
});
`;
