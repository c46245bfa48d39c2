import { tmpdir } from "node:os"
import { join } from "node:path"
import { defineConfig } from "@playwright/test"

const port = Number(process.env.E2E_PORT ?? 43117)
const executablePath = process.env.PW_CHROMIUM
// Worker processes inherit it, so that the tests know where the lab's manifest is.
process.env.E2E_DATA ??= join(tmpdir(), `countersign-e2e-${process.pid}`)
const data = process.env.E2E_DATA

export default defineConfig({
	testDir: "e2e",
	timeout: 60_000,
	expect: { timeout: 15_000 },
	workers: 1,
	retries: 0,
	forbidOnly: true,
	reporter: [
		["list"],
		...(process.env.PW_RESULTS === undefined
			? []
			: [["json", { outputFile: process.env.PW_RESULTS }] as const]),
	],
	use: {
		baseURL: `http://127.0.0.1:${port}`,
		trace: "off",
		launchOptions: {
			...(executablePath === undefined ? {} : { executablePath }),
			chromiumSandbox: process.getuid?.() !== 0,
			args: [
				"--disable-gpu",
				"--disable-quic",
				"--no-first-run",
				"--disable-background-networking",
				"--disable-component-update",
				"--disable-sync",
			],
		},
	},
	webServer: {
		command: `node dist/cli.mjs serve --lab --port ${port} --data ${data}`,
		url: `http://127.0.0.1:${port}/healthz`,
		timeout: 90_000,
		reuseExistingServer: false,
		gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
	},
})
