import type { Program, Setting } from "./settings.ts"

/** What Permguard's server can be told about transport security: flag, and the variable that viper binds to it. */
export const serverFlags = [
	"server-tls-mode",
	"server-tls-cert-file",
	"server-tls-key-file",
	"server-tls-ca-file",
	"server-tls-auto-cert-dir",
	"server-tls-spiffe-socket-path",
] as const

/** The same for its command line. */
export const clientFlags = [
	"tls-ca-file",
	"tls-cert-file",
	"tls-key-file",
	"tls-skip-verify",
	"spiffe-enabled",
	"spiffe-endpoint",
] as const

/** Flags that name the endpoints of the command line. */
export const endpointFlags = ["zap-endpoint", "pap-endpoint", "pdp-endpoint"] as const

/** Ports of Permguard's services: administration of zones, of policies, and decisions. */
export const permguardPorts = [9091, 9092, 9094] as const

/** The variable that a flag is bound to. */
export function variableOf(flag: string): string {
	return `PERMGUARD_${flag.toUpperCase().replaceAll("-", "_")}`
}

/** The value that counts: the flag, else the variable; of several the last. Empty values count as absent. */
export function settingOf(program: Program, flag: string): Setting | undefined {
	const set = program.flags.get(flag)?.at(-1) ?? program.env.get(variableOf(flag))?.at(-1)
	return set === undefined || set.value === "" ? undefined : set
}

/** True when a switch is on: `true`, `1`, `t` … as Go's strconv.ParseBool reads them. */
export function isOn(setting: Setting | undefined): setting is Setting {
	return setting !== undefined && /^(?:1|t|true)$/i.test(setting.value)
}

/** True when a program is, or is set up as, a Permguard server. */
export function isPermguardServer(program: Program): boolean {
	const isNamed = [...program.env.keys()].some((name) => name.startsWith("PERMGUARD_SERVER_"))
	const hasFlag = [...program.flags.keys()].some((name) => name.startsWith("server-tls-"))
	return isNamed || hasFlag || /(?:^|\/)permguard\/[\w-]+/.test(program.image ?? "")
}

/** True when a program is Permguard's command line, or has settings for it. */
export function isPermguardClient(program: Program): boolean {
	const names = [...clientFlags, ...endpointFlags]
	if (program.words[0] === "permguard") return true
	return names.some((flag) => program.flags.has(flag) || program.env.has(variableOf(flag)))
}
