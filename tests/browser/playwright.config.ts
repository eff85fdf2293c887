// How the browser journeys run: in the system's Chromium, two at a time, never twice.
// A journey that passes only at the second try is a fault to be found, so there are no
// retries. Each worker starts one `redrive demo`, and each journey resets its sandbox; that is the
// fixtures' business.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "journeys",
  testMatch: "**/*.spec.ts",
  outputDir: "results",
  forbidOnly: Boolean(process.env["CI"]),
  retries: 0,
  workers: 2,
  timeout: 60_000,
  reporter: [["list"]],
  // What a screen is to those who cannot see it; an expectation like any other, so nothing writes it.
  expect: { toMatchAriaSnapshot: { pathTemplate: "{testDir}/../trees/{arg}{ext}" } },
  updateSnapshots: "none",
  use: {
    browserName: "chromium",
    headless: true,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env["REDRIVE_CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
