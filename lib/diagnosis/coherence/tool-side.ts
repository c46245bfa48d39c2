import type { Program, Setting, Side, SideMode } from "./settings.ts"

const options = {
	grpcurl: { ca: "cacert", cert: "cert", key: "key", skip: "insecure" },
	grpc_health_probe: {
		ca: "tls-ca-cert",
		cert: "tls-client-cert",
		key: "tls-client-key",
		skip: "tls-no-verify",
	},
} as const

/** A client that only asks: grpcurl, which speaks TLS unless told otherwise, and grpc_health_probe, which does not. */
export function toolSide(program: Program): Side | undefined {
	const name = program.words[0]?.replaceAll("-", "_")
	if (name !== "grpcurl" && name !== "grpc_health_probe") return undefined
	const flag = (each: string): Setting | undefined => program.flags.get(each)?.at(-1)
	const { ca, cert, key, skip } = options[name]
	const [isPlaintext, isTls, isSpiffe] = ["plaintext", "tls", "spiffe"].map(
		(each) => flag(each) !== undefined,
	)
	const hasPair = flag(cert) !== undefined && flag(key) !== undefined
	const isEncrypted = name === "grpcurl" ? isPlaintext !== true : isTls === true || isSpiffe === true
	const mode: SideMode = !isEncrypted ? "none" : isSpiffe ? "spiffe" : hasPair ? "mtls" : "tls"
	const address = name === "grpcurl" ? addressWord(program) : flag("addr")
	const [caSetting, certSetting, keySetting, skipSetting] = [flag(ca), flag(cert), flag(key), flag(skip)]
	return {
		role: "client",
		software: name,
		label: name,
		at: program.at,
		mode,
		text: toolText(name, mode),
		...(caSetting === undefined ? {} : { ca: caSetting }),
		...(certSetting === undefined ? {} : { cert: certSetting }),
		...(keySetting === undefined ? {} : { key: keySetting }),
		...(skipSetting === undefined ? {} : { skipVerify: skipSetting }),
		endpoints: address === undefined ? [] : [address],
		ports: [],
		expectedIds: [],
		program,
	}
}

function addressWord({ words, at }: Program): Setting | undefined {
	const value = words.slice(1).find((word) => /:\d+$/.test(word))
	return value === undefined ? undefined : { name: "address", value, at, from: "flag" }
}

function toolText(name: string, mode: SideMode): string {
	if (mode === "none") return `${name} speaks plaintext here.`
	if (mode === "tls") return `${name} speaks TLS and sends no certificate.`
	return `${name} speaks TLS and sends a certificate.`
}
