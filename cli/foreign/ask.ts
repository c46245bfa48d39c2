import { spawn } from "node:child_process"

const outputMax = 20_000

/** Runs a client program to its end, at most 20 seconds, and resolves with what it printed; its exit code is not looked at. */
export function ask(
	command: string,
	args: readonly string[],
	env: Readonly<Record<string, string>> = {},
): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, [...args], {
			env: { ...process.env, ...env },
			stdio: ["ignore", "pipe", "ignore"],
			timeout: 20_000,
			killSignal: "SIGKILL",
		})
		let said = ""
		child.stdout.on("data", (chunk: Buffer) => {
			if (said.length < outputMax) said += chunk.toString("utf8")
		})
		child.once("error", reject)
		child.once("close", () => resolve(said.trim()))
	})
}
