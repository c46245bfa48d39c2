import { envoySide } from "./envoy-side.ts"
import { istioSides } from "./istio-sides.ts"
import { nginxSides } from "./nginx-sides.ts"
import { otherSide } from "./other-side.ts"
import {
	clientFlags,
	endpointFlags,
	isOn,
	isPermguardClient,
	isPermguardServer,
	permguardPorts,
	settingOf,
} from "./permguard-settings.ts"
import type { Program, Settings, Side, SideMode } from "./settings.ts"
import { toolSide } from "./tool-side.ts"

/** What every program, proxy and mesh rule amounts to, as a server and as a client. */
export function sidesOf(settings: Omit<Settings, "sides">): readonly Side[] {
	const programs = settings.programs.flatMap((program) => {
		const tool = toolSide(program)
		if (tool !== undefined) return [tool]
		if (!isPermguardServer(program) && !isPermguardClient(program)) return otherSide(program) ?? []
		return [
			...(isPermguardServer(program) ? [permguardServer(program)] : []),
			...(isPermguardClient(program) && !isOnlyConfigured(program, settings.programs)
				? [permguardClient(program, settings.programs)]
				: []),
		]
	})
	return [
		...programs,
		...settings.contexts.map(envoySide),
		...settings.nginx.flatMap(nginxSides),
		...istioSides(settings.resources),
	]
}

const modes: readonly SideMode[] = ["none", "tls", "mtls", "external", "spiffe"]

function permguardServer(program: Program): Side {
	const set = settingOf(program, "server-tls-mode")
	const mode = set === undefined ? "none" : (modes.find((each) => each === set.value) ?? "unknown")
	const cert = settingOf(program, "server-tls-cert-file")
	const key = settingOf(program, "server-tls-key-file")
	const ca = settingOf(program, "server-tls-ca-file")
	const socket =
		settingOf(program, "server-tls-spiffe-socket-path") ?? program.env.get("SPIFFE_ENDPOINT_SOCKET")?.at(-1)
	const ports = program.ports.map(({ number }) => number)
	return {
		role: "server",
		software: "permguard",
		label: `Permguard's server (${program.label})`,
		at: set?.at ?? program.at,
		mode,
		text: serverText(mode, set?.value, cert !== undefined),
		...(cert === undefined ? {} : { cert }),
		...(key === undefined ? {} : { key }),
		...(ca === undefined ? {} : { ca }),
		...(socket === undefined ? {} : { socket }),
		endpoints: [],
		ports: ports.length > 0 ? ports : permguardPorts,
		expectedIds: [],
		program,
	}
}

function serverText(mode: SideMode, given: string | undefined, hasCertificate: boolean): string {
	switch (mode) {
		case "none":
			return given === undefined
				? "No mode is set, and the default is none: it speaks plaintext."
				: "Its mode is none: it speaks plaintext."
		case "tls":
			return hasCertificate
				? "Its mode is tls: it shows a certificate and asks clients for none."
				: "Its mode is tls without a certificate file: it makes a certificate of its own at every start."
		case "mtls":
			return "Its mode is mtls: every client must send a certificate of the CA file."
		case "external":
			return "Its mode is external, which on the wire is mutual TLS: every client must send a certificate."
		case "spiffe":
			return "Its mode is spiffe: every client must send an X.509-SVID, and the Workload API gives the server its own."
		case "unknown":
			return "Its mode is none of those that exist, so it does not start."
	}
}

function permguardClient(program: Program, all: readonly Program[]): Side {
	const [ca, cert, key, skip, spiffe, endpoint] = clientFlags.map((flag) => settingOf(program, flag))
	const isSpiffe = isOn(spiffe)
	const socket = endpoint ?? (isSpiffe ? program.env.get("SPIFFE_ENDPOINT_SOCKET")?.at(-1) : undefined)
	const own = endpointFlags.flatMap((flag) => settingOf(program, flag) ?? [])
	const endpoints = own.length > 0 ? own : all.flatMap(configuredEndpoint)
	const isPlain = endpoints.length > 0 && endpoints.every(({ value }) => value.startsWith("grpc://"))
	const hasTls = ca !== undefined || cert !== undefined || key !== undefined || isOn(skip)
	const isTls = hasTls || endpoints.some(({ value }) => value.startsWith("grpcs://"))
	const mode: SideMode = isSpiffe
		? "spiffe"
		: cert !== undefined && key !== undefined
			? "mtls"
			: isTls && !isPlain
				? "tls"
				: isPlain || endpoints.length === 0
					? "none"
					: "unknown"
	return {
		role: "client",
		software: "permguard",
		label: `Permguard's client (${program.label})`,
		at: spiffe?.at ?? cert?.at ?? program.at,
		mode,
		text: clientText(mode, isOn(skip), ca !== undefined, endpoints.length > 0),
		...(cert === undefined ? {} : { cert }),
		...(key === undefined ? {} : { key }),
		...(ca === undefined ? {} : { ca }),
		...(isOn(skip) ? { skipVerify: skip } : {}),
		...(socket === undefined ? {} : { socket }),
		endpoints,
		ports: [],
		expectedIds: [],
		program,
	}
}

function clientText(mode: SideMode, skips: boolean, hasCa: boolean, hasEndpoint: boolean): string {
	const roots = skips
		? "does not verify the server"
		: `verifies the server against ${hasCa ? "the CA file" : "the CAs of the system"}`
	switch (mode) {
		case "none":
			return hasEndpoint
				? "Its endpoints begin with grpc://: it speaks plaintext."
				: "It has no TLS setting, and the default endpoints begin with grpc://: it speaks plaintext."
		case "tls":
			return `It speaks TLS, ${roots} and sends no certificate.`
		case "mtls":
			return `It speaks TLS, ${roots} and sends its certificate.`
		case "spiffe":
			return "It takes its X.509-SVID and the bundles from the Workload API."
		default:
			return "Its endpoints are of different kinds."
	}
}

/** `permguard config set zap-endpoint grpcs://…` stores an endpoint for the commands that follow. */
function configuredEndpoint({ words, at }: Program) {
	const [tool, config, verb, name = "", value = ""] = words
	const isOne = tool === "permguard" && config === "config" && verb === "set"
	return isOne && endpointFlags.some((each) => each === name)
		? [{ name, value, at, from: "file" as const }]
		: []
}

/** A `config set` beside commands that use it is no client of its own. */
function isOnlyConfigured(program: Program, all: readonly Program[]): boolean {
	if (program.words[1] !== "config") return false
	const first = all.find(({ words }) => words[0] === "permguard" && words[1] === "config")
	const hasCommand = all.some((each) => isPermguardClient(each) && each.words[1] !== "config")
	return hasCommand || program !== first
}
