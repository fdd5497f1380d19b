// Loaded into the server: its clock stands as far off as the file CLOCK_FILE says, in milliseconds.
import { readFileSync } from 'node:fs';

const RealDate = Date;
let off = 0;
setInterval(() => {
  off = Number(readFileSync(process.env.CLOCK_FILE, 'utf8')) || 0;
}, 50).unref();
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [RealDate.now() + off]));
  }
  static now() {
    return RealDate.now() + off;
  }
};
