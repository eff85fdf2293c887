import { chromium } from "@playwright/test";
import { readFileSync, readdirSync } from "node:fs";
const [,, dir, out, filter] = process.argv;
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const p = await b.newPage();
for (const f of readdirSync(dir).filter(f => f.endsWith(".webp") && f.includes(filter ?? ""))) {
  const m = /-(\d+)-/.exec(f); const w = Number(m[1]); const h = {1440:900,1024:768,390:844}[w];
  await p.setViewportSize({ width: w, height: h });
  await p.setContent(`<body style="margin:0"><img style="display:block" src="data:image/webp;base64,${readFileSync(dir + "/" + f).toString("base64")}">`);
  await p.waitForFunction(() => document.images[0].complete);
  await p.screenshot({ path: out + "/" + f.replace(".webp", ".png") });
}
await b.close();
