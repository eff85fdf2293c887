// Fetches what the console reads by the thousand, in a thread of its own: most of what an answer
// costs is the browser's work on it, and the page is meanwhile free for whoever uses it. Knows no
// route and no header; the page says all of it (src/api/courier.rs).

const underWay = new Map();

// A list is read part after part, and where the next one begins stands in the text of this one.
// While the page reads a part, the one behind it is on its way, and no more than that one; it is
// handed over to whoever asks for exactly that.
let ahead;

// How everything is asked for: method and headers. Told once, before all else.
let manner;

const ask = (path, body) => {
  const stop = new AbortController();
  const answered = async () => {
    const answer = await fetch(path, { ...manner, body, signal: stop.signal });
    const headers = Array.from(answer.headers, (line) => line.join(": ")).join("\n");
    return { status: answer.status, headers, body: await answer.arrayBuffer() };
  };
  return { path, body, stop, answer: answered() };
};

// The member that is looked for stands behind the rows, near the end of the text, or before them.
const nearEnd = 512;
const saidOf = (name, bytes) => {
  for (const part of [bytes.slice(-nearEnd), bytes]) {
    const text = new TextDecoder().decode(part);
    const at = text.lastIndexOf(`"${name}"`);
    const says = at < 0 ? null : /^"\w+"\s*:\s*"([^"\\]+)"/.exec(text.slice(at));
    if (says !== null) return says[1];
    if (at >= 0) return undefined;
  }
  return undefined;
};

// `name` is that of the member, the words of the request stand before and after what it says.
const askAhead = (path, [name, before, after], { status, body }) => {
  const says = status === 200 ? saidOf(name, body) : undefined;
  if (says === undefined) return;
  ahead = ask(path, before + says + after);
  // What fails is asked for once more when its turn comes.
  ahead.answer = ahead.answer.catch(() => undefined);
};

const fetched = async (number, path, body, next) => {
  const asked = ahead;
  ahead = undefined;
  const isIt = asked?.path === path && asked.body === body;
  if (!isIt) asked?.stop.abort();
  let asking = isIt ? asked : ask(path, body);
  underWay.set(number, asking.stop);
  try {
    let answer = await asking.answer;
    if (answer === undefined && !asking.stop.signal.aborted) {
      asking = ask(path, body);
      underWay.set(number, asking.stop);
      answer = await asking.answer;
    }
    if (answer === undefined) throw new Error("It was called back.");
    if (next.length > 0) askAhead(path, next, answer);
    postMessage([number, String(answer.status), answer.headers, answer.body], [answer.body]);
  } catch (error) {
    postMessage([number, String(error)]);
  } finally {
    underWay.delete(number);
  }
};

// A number is called back. Lines are a number, where to, what is said there and, where the part
// behind it is wanted too, what `askAhead` needs: one text, for such a message comes with each part.
addEventListener("message", ({ data }) => {
  if (typeof data === "number") underWay.get(data)?.abort();
  else if (typeof data === "string") {
    const [number, path, body, ...next] = data.split("\n");
    fetched(Number(number), path, body, next);
  } else manner = data;
});
