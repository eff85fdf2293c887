// The name and its mark.
export function Brand() {
  return (
    <div className="brand">
      <svg
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <path d="M3.5 10a6.5 6.5 0 1 0 2.2-4.9" />
        <path d="M3.2 3.4v3.4h3.4" />
        <path d="m8.6 7.6 3.9 2.4-3.9 2.4z" fill="currentColor" stroke="none" />
      </svg>
      Redrive
    </div>
  );
}
