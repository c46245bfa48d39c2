import type { Telling } from "./what-would-tell.ts"

/** Rules whose cause lies in files, where no server can be asked. */
const ofFiles: ReadonlySet<string> = new Set([
	"key-cert-mismatch",
	"bad-pem-or-key",
	"file-unreadable",
	"partial-config",
	"unreadable-certificate",
])
const readMax = 100_000
const named =
	/(?<![\w/.:-])(?:[A-Za-z]:)?[\w./\\-]{1,200}\.(?:pem|crt|cer|cert|der|key|csr|p12|pfx|p7b|jks|jceks|keystore)(?![\w.])/gi
const isKey = /key|\.(?:p12|pfx|jks|jceks|keystore)$/i

/** True for a cause that lies in files. */
export function liesInFiles(rule: string): boolean {
	return ofFiles.has(rule)
}

/**
 * The command that looks at the files themselves, for a cause that lies in them; with the names that the text holds, else with
 * placeholders. Nothing for other causes.
 */
export function fileCheck(rule: string, text: string): Telling | undefined {
	if (!liesInFiles(rule)) return undefined
	const files = [...new Set(text.slice(0, readMax).match(named) ?? [])]
	const key = files.find((file) => isKey.test(file))
	const certificate = files.find((file) => !isKey.test(file))
	if (rule === "key-cert-mismatch" || (key !== undefined && certificate !== undefined))
		return {
			where: "the files themselves",
			text: "It says whether both can be read, and whether the key belongs to the certificate.",
			command: `countersign cert match --cert ${quoted(certificate ?? "server.pem")} --key ${quoted(key ?? "server-key.pem")}`,
		}
	return {
		where: "the file itself",
		text: "It says what the file holds, whether it is whole, and whether it needs a password.",
		command: `countersign cert inspect ${quoted(certificate ?? key ?? "FILE")}`,
	}
}

/** As a shell takes it: a Windows path has backslashes. */
function quoted(file: string): string {
	return file.includes("\\") ? `'${file}'` : file
}
