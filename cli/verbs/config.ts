import { open } from "node:fs/promises"
import { judgeSettingsTexts, type SettingsVerdict } from "#diagnosis/coherence/judge-settings-text"
import { settingsCharactersMax } from "#diagnosis/coherence/read-settings"
import { whyUnreadable } from "../cert-files.ts"
import { renderSettingsVerdict } from "../config-text.ts"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { parseOptions } from "../parse-options.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"

const filesMax = 100

/** Help of `countersign config`. */
export const configHelp: VerbHelp = {
	usage: "countersign config [FILE... | -] [--json]",
	purpose:
		"Says which mode settings amount to, what is missing or contradictory, and what cannot work.\nReads environment, command lines, Compose, Kubernetes, cert-manager, Envoy, Istio, nginx and SPIRE, in any mixture.",
	options: [["--json", "print the answer as JSON; values that may be secret are hidden"]],
	examples: [
		"countersign config deployment.yaml secret.yaml .env",
		"helm template permguard ./chart | countersign config -",
	],
}

/**
 * `countersign config`. Exit 1 when something cannot work, 3 when nothing was recognised. Files are judged together,
 * so that a server in one is compared with the clients of the others.
 */
export async function config(words: readonly string[], io: CliIo): Promise<number> {
	const { flags, rest } = parseOptions(words, { json: "flag" })
	if (flags.has("help")) {
		io.out(renderHelp(configHelp))
		return exitCodes.healthy
	}
	const names = rest.length === 0 ? ["-"] : rest
	if (names.length > filesMax)
		throw new UsageError(`${names.length} files were given`, `give at most ${filesMax}`)
	const texts: string[] = []
	for (const name of names)
		texts.push(name === "-" ? await io.readInput(settingsCharactersMax + 1) : await readText(name))
	if (texts.every((text) => text.trim() === ""))
		throw new UsageError("no settings were given", "name files, or pipe them in: … | countersign config -")
	const verdict = await judgeSettingsTexts(texts, Date.now())
	const shown = names.map((name) => (name === "-" ? "standard input" : name))
	io.out(
		flags.has("json")
			? `${JSON.stringify({ schema: "countersign.config/v1", sources: shown, ...verdict }, undefined, 2)}\n`
			: renderSettingsVerdict(verdict, shown, io.width),
	)
	return exitCodeFor(verdict)
}

function exitCodeFor({ recognised, findings }: SettingsVerdict): number {
	if (findings.some(({ severity }) => severity === "error")) return exitCodes.findings
	return recognised.length === 0 ? exitCodes.undetermined : exitCodes.healthy
}

/** One byte more than is read, so that too much is noticed. */
async function readText(name: string): Promise<string> {
	try {
		const file = await open(name, "r")
		try {
			const { buffer, bytesRead } = await file.read(Buffer.alloc(settingsCharactersMax + 1), 0)
			return buffer.subarray(0, bytesRead).toString("utf8")
		} finally {
			await file.close()
		}
	} catch (cause) {
		throw new UsageError(
			`${name} cannot be read (${whyUnreadable(cause)})`,
			"name a file that exists and that you may read",
		)
	}
}
