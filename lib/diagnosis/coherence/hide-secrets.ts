/** Names whose values are secrets; names of files that hold them are not. */
const secretName =
	/\b([\w.-]*(?:password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|credential|authorization)[\w.-]*)(["']?\s*[:=]\s*)(\S.*)$/i
const fileName = /(?:file|path|dir|name|ref|socket)["']?\s*[:=]/i

/**
 * A line as it may be shown: values that are, or may be, keys, tokens or passwords are replaced with `[hidden]`, and
 * it is cut at 300 characters.
 */
export function hideSecrets(line: string): string {
	const named = secretName.exec(line)
	const isNameOfFile = named !== null && fileName.test(`${named[1]}${named[2]}`)
	const isPath = named !== null && /^["']?(?:\/|\.\/|unix:)/.test(named[3] ?? "")
	const shown = named === null || isNameOfFile || isPath ? line : line.replace(secretName, "$1$2[hidden]")
	const text = shown
		.replace(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, "$1 [hidden]")
		.replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "[hidden]")
		.replace(/:\/\/[^/\s@]+@/g, "://[hidden]@")
		// Long runs without a path's slashes are base64 of keys and certificates.
		.replace(/(?<![\w+/.-])(?=[A-Za-z0-9+/=]*[A-Z0-9])[A-Za-z0-9+=]{40,}[A-Za-z0-9+/=]*/g, "[hidden]")
		.replace(/[A-Za-z0-9+/]{60,}={0,2}/g, "[hidden]")
	return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
