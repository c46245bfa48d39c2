import type { FixContext } from "../fix-context.ts"
import { shellPath, shellWord } from "../quote.ts"

/** The address arguments of `openssl s_client`, with SNI where the name may be sent. */
export function opensslAddress(context: FixContext): string {
	if (context.unixPath !== undefined) return `-unix ${shellPath(context.unixPath)}`
	const name = context.serverName ?? context.host
	const isIp = /^[\d.]+$/.test(name) || name.includes(":")
	return `-connect ${shellWord(context.address)}${isIp ? "" : ` -servername ${shellWord(name)}`}`
}
