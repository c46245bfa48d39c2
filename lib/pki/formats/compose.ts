import { stringify } from "yaml"
import type { FormatOptions } from "./material.ts"

/** A Permguard server under Docker Compose that mounts the PEM files of this name from the folder beside it. */
export function writeCompose({ name }: FormatOptions): string {
	return stringify({
		services: {
			permguard: {
				image: "your-permguard-image",
				environment: serverVariables(name, "/certs"),
				volumes: [`./:/certs:ro`],
				ports: ["9091:9091", "9092:9092", "9094:9094"],
			},
		},
	})
}

/** Permguard's variables for a server in mode mtls, and what its command line and other clients read. */
export function writeEnv({ name }: FormatOptions): string {
	const server = Object.entries(serverVariables(name, "."))
	const client = [
		["PERMGUARD_TLS_CA_FILE", "./ca.pem"],
		["PERMGUARD_TLS_CERT_FILE", `./${name}.pem`],
		["PERMGUARD_TLS_KEY_FILE", `./${name}-key.pem`],
		["NODE_EXTRA_CA_CERTS", "./ca.pem"],
		["GRPC_DEFAULT_SSL_ROOTS_FILE_PATH", "./ca.pem"],
		["SSL_CERT_FILE", "./ca.pem"],
	] as const
	const lines = (pairs: readonly (readonly [string, string])[]) =>
		pairs.map(([key, value]) => `${key}=${value}`)
	return [
		"# Permguard's server",
		...lines(server),
		"# Permguard's command line; then Node, C-core, and Go and OpenSSL",
		...lines(client),
		"",
	].join("\n")
}

function serverVariables(name: string, folder: string) {
	return {
		PERMGUARD_SERVER_TLS_MODE: "mtls",
		PERMGUARD_SERVER_TLS_CERT_FILE: `${folder}/${name}.pem`,
		PERMGUARD_SERVER_TLS_KEY_FILE: `${folder}/${name}-key.pem`,
		PERMGUARD_SERVER_TLS_CA_FILE: `${folder}/ca.pem`,
	}
}
