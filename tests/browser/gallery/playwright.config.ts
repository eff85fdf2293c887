// Draws the pictures of docs/gallery: `npm run gallery`, after a build. It is no test, and
// `cargo xtask test` does not run it: whoever changes a screen draws it anew and looks at it.
import { defineConfig } from "@playwright/test";
import journeys from "../playwright.config.ts";

export default defineConfig({
  ...journeys,
  testDir: ".",
  outputDir: "../results/gallery",
  workers: 1,
  timeout: 600_000,
  use: { ...journeys.use, trace: "off", screenshot: "off", actionTimeout: 15_000 },
});
