// Fetches what the console reads by the thousand, in a thread of its own: most of what an answer
// costs is the browser's work on it, and the page is meanwhile free for whoever uses it. Knows no
// route and no header; the page says all of it (src/api/courier.rs).

const underWay = new Map();

// A list is read part after part, and where the next one begins stands in the text of this one.
// While the page reads a part, the one behind it is on its way, and no more than that one; it is
// handed over to whoever asks for exactly that.
let ahead;

const ask = (path, given) => {
  const stop = new AbortController();
  const answered = async () => {
    const answer = await fetch(path, { ...given, signal: stop.signal });
    const headers = Array.from(answer.headers, (line) => line.join(": ")).join("\n");
    return { status: answer.status, headers, body: await answer.arrayBuffer() };
  };
  return { path, body: given.body, stop, answer: answered() };
};

// `name` is that of the member, the words of the request stand before and after what it says.
const askAhead = (path, given, [name, before, after], { status, body }) => {
  if (status !== 200) return;
  const text = new TextDecoder().decode(body);
  const at = text.lastIndexOf(`"${name}"`);
  const says = at < 0 ? null : /^"\w+"\s*:\s*"([^"\\]+)"/.exec(text.slice(at));
  if (says === null) return;
  ahead = ask(path, { ...given, body: before + says[1] + after });
  // What fails is asked for once more when its turn comes.
  ahead.answer = ahead.answer.catch(() => undefined);
};

const fetched = async (number, path, given, next) => {
  const asked = ahead;
  ahead = undefined;
  const isIt = asked?.path === path && asked.body === given.body;
  if (!isIt) asked?.stop.abort();
  let asking = isIt ? asked : ask(path, given);
  underWay.set(number, asking.stop);
  try {
    let answer = await asking.answer;
    if (answer === undefined && !asking.stop.signal.aborted) {
      asking = ask(path, given);
      underWay.set(number, asking.stop);
      answer = await asking.answer;
    }
    if (answer === undefined) throw new Error("It was called back.");
    if (next !== undefined) askAhead(path, given, next, answer);
    postMessage([number, String(answer.status), answer.headers, answer.body], [answer.body]);
  } catch (error) {
    postMessage([number, String(error)]);
  } finally {
    underWay.delete(number);
  }
};

// Without a path, a number is called back.
addEventListener("message", ({ data: [number, path, given, next] }) => {
  if (path === undefined) underWay.get(number)?.abort();
  else fetched(number, path, given, next);
});
