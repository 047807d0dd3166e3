// Loaded into the built program with --require: kills the process, as a power cut would, right before its n-th call
// of one function of node:fs on a path that ends as told. KILL_AT=renameSync:plan-change.json:1
const fs = require('node:fs');

const [name, ending, nth] = process.env.KILL_AT.split(':');
const original = fs[name];
let calls = 0;
fs[name] = (...words) => {
  const path = String(name === 'renameSync' || name === 'symlinkSync' ? words[1] : words[0]);
  if (path.endsWith(ending) && ++calls === Number(nth)) process.kill(process.pid, 'SIGKILL');
  return original(...words);
};
