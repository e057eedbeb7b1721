/** Loaded into each measured process: leaves its largest resident set, in kilobytes, where the benchmark looks for it. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  writeFileSync(process.env.BENCH_PEAK_FILE, String(process.resourceUsage().maxRSS));
});
