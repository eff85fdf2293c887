// Numbers as people read them.

/** `2,340`. */
export const grouped = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

/** A figure with as many digits as it deserves: `0.4`, `16.7`, `1,234`. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return (value < 0 ? "-" : "") + grouped(Math.round(size));
  return value.toFixed(size >= 10 ? 1 : 2);
}
