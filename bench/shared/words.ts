// Numbers and instants as the console writes them.

/** `2,340`. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 call`, `2,340 calls`. */
export function counted(number: number, one: string, many: string): string {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `14 Oct 2026 09:02:11`, in UTC as the heading says. */
export function clockText(at: number): string {
  const date = new Date(at);
  const iso = date.toISOString();
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${iso.slice(0, 4)} ${iso.slice(11, 19)}`;
}
