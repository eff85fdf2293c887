// One picture as a file: as the browser draws it, packed small, because a repository keeps every
// version of it.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { still } from "../support/still.ts";
import type { Page } from "@playwright/test";

const folder = path.resolve(import.meta.dirname, "../../../docs/gallery");

export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await still(page);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80 });
  await session.detach();
  await writeFile(path.join(folder, `${name}.webp`), Buffer.from(data, "base64"));
}
