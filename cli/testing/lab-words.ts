import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { LabSettings } from "#lab/scenario"

/** The options that a person would write for the settings of a scenario; a token goes to a file in `directory`. */
export async function labWords(id: string, settings: LabSettings, directory: string): Promise<string[]> {
	const token = join(directory, `${id}.token`)
	if (settings.token !== "") await writeFile(token, settings.token.replace(/^text:/, ""))
	const options: [string, string][] = [
		["--mode", settings.mode],
		["--ca", settings.ca],
		["--cert", settings.certificate],
		["--key", settings.key],
		["--server-name", settings.serverName],
		["--spiffe-socket", settings.spiffeSocket],
		["--expect-spiffe-id", settings.expectSpiffeId],
		["--trust-domain", settings.trustDomain],
		["--token-file", settings.token === "" ? "" : token],
		["--health-service", settings.healthService],
		["--timeout", `${settings.timeoutMs}ms`],
	]
	const given = options.filter(([, value]) => value !== "").flat()
	return [settings.target, "--json", ...given, ...(settings.skipVerify ? ["--skip-verify"] : [])]
}
