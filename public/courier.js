// Fetches what the console reads by the thousand, in a thread of its own: most of what an answer
// costs is the browser's work on it, and the page is meanwhile free for whoever uses it. Knows no
// route and no header; the page says all of it (src/api/courier.rs).

const underWay = new Map();

const fetched = async (number, path, given) => {
  const stop = new AbortController();
  underWay.set(number, stop);
  try {
    const answer = await fetch(path, { ...given, signal: stop.signal });
    const body = await answer.arrayBuffer();
    const headers = Array.from(answer.headers, (line) => line.join(": ")).join("\n");
    postMessage([number, String(answer.status), headers, body], [body]);
  } catch (error) {
    postMessage([number, String(error)]);
  } finally {
    underWay.delete(number);
  }
};

// Without a path, a number is called back.
addEventListener("message", ({ data: [number, path, given] }) => {
  if (path === undefined) underWay.get(number)?.abort();
  else fetched(number, path, given);
});
