/** A plugin as monitoring-plugins has them: a disk that is almost full if it is called with `full`. */
const isFull = process.argv[2] === 'full';
const used = isFull ? 64.2 : 43.7;
const inodes = isFull ? 31 : 24;
const limits = '54;61;0;68';
const state = isFull ? 'CRITICAL' : 'OK';
console.log(
  `DISK ${state} - free space: / ${(68 - used).toFixed(1)} GB (inodes ${inodes} %) | /=${used}GB;${limits} inodes=${inodes}%;80;90`,
);
console.log(`/dev/nvme0n1p2  ext4  68 GB  mounted on /`);
process.exitCode = isFull ? 2 : 0;
