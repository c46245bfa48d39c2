import { isAbsolute, join } from "node:path"
import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"

/** What the environment says about this dashboard. Read once at start; nothing else reads the environment. */
export interface Configuration {
	/** Absolute path of the data folder. */
	readonly dataFolder: string
	/** PostgreSQL instead of the folder's own database. */
	readonly databaseUrl?: Secret<string>
	/** Manifest of a running lab. */
	readonly labManifest?: string
	/** Address that the server listens on. */
	readonly host: string
	readonly port: number
	/** True when only this machine can reach the dashboard. */
	readonly isLoopback: boolean
	/** Names that a Host header may carry, lower case, without port. */
	readonly allowedHosts: readonly string[]
	/** True when every address literal is allowed as Host too: the server listens on all addresses. */
	readonly allowsAddresses: boolean
	readonly accessToken?: Secret<string>
}

/**
 * Folders below which files may be read for whoever uses the dashboard. Nobody but the owner of this machine reaches a
 * dashboard on loopback, so nothing is narrowed there; beyond it only the data folder is read, unless
 * COUNTERSIGN_FILE_ROOTS (`named`) says otherwise.
 */
export function fileRootsOf(
	configuration: Pick<Configuration, "isLoopback" | "dataFolder">,
	named: readonly string[] | undefined,
): readonly string[] | undefined {
	if (named !== undefined || configuration.isLoopback) return named
	return [configuration.dataFolder]
}

/** Why the dashboard must not start. */
export interface ConfigurationProblem {
	readonly text: string
	readonly hint: string
}

type Environment = Readonly<Record<string, string | undefined>>

const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"]
const tokenLengthMin = 16

/**
 * Reads COUNTERSIGN_DATA, DATABASE_URL, COUNTERSIGN_LAB, COUNTERSIGN_ACCESS_TOKEN, COUNTERSIGN_ALLOWED_HOSTS, HOSTNAME
 * and PORT. Refuses an address beyond loopback without an access token.
 */
export function readConfiguration(
	env: Environment,
	currentFolder: string,
): Result<Configuration, ConfigurationProblem> {
	const host = present(env.HOSTNAME) ?? "127.0.0.1"
	const token = present(env.COUNTERSIGN_ACCESS_TOKEN)
	const port = Number(present(env.PORT) ?? "3000")
	if (!Number.isInteger(port) || port < 0 || port > 65_535) {
		return err({ text: `PORT ${env.PORT} is no port.`, hint: "Write a number from 1 to 65535." })
	}
	const access = checkAccess(host, token)
	if (access !== undefined) return err(access)
	const databaseUrl = present(env.DATABASE_URL)
	const labManifest = present(env.COUNTERSIGN_LAB)
	return ok({
		dataFolder: absolute(present(env.COUNTERSIGN_DATA) ?? "data", currentFolder),
		host,
		port,
		isLoopback: isLoopbackHost(host),
		allowedHosts: [...loopbackHosts, ...ownHosts(host), ...listed(env.COUNTERSIGN_ALLOWED_HOSTS)],
		allowsAddresses: isWildcard(host),
		...(databaseUrl === undefined ? {} : { databaseUrl: new Secret(databaseUrl) }),
		...(labManifest === undefined ? {} : { labManifest: absolute(labManifest, currentFolder) }),
		...(token === undefined ? {} : { accessToken: new Secret(token) }),
	})
}

/** What is wrong with listening on `host` with this access token; undefined when it is allowed. */
export function checkAccess(host: string, accessToken: string | undefined): ConfigurationProblem | undefined {
	if (accessToken !== undefined && accessToken.length < tokenLengthMin) {
		return {
			text: `COUNTERSIGN_ACCESS_TOKEN is shorter than ${tokenLengthMin} characters.`,
			hint: "Take a random one, e.g. from: openssl rand -hex 24",
		}
	}
	if (accessToken !== undefined || isLoopbackHost(host)) return undefined
	return {
		text: `Countersign would listen on ${host}, which others can reach, without an access token.`,
		hint: "Set COUNTERSIGN_ACCESS_TOKEN to a random text of at least 16 characters, or listen on 127.0.0.1.",
	}
}

/** True for the addresses and the name of this machine alone (RFC 6890: 127.0.0.0/8 and ::1). */
export function isLoopbackHost(host: string): boolean {
	const name = unbracketed(host.toLowerCase())
	return name === "localhost" || name === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name)
}

function isWildcard(host: string): boolean {
	return ["0.0.0.0", "::", ""].includes(unbracketed(host))
}

function ownHosts(host: string): readonly string[] {
	if (isWildcard(host)) return []
	const name = unbracketed(host.toLowerCase())
	return [name.includes(":") ? `[${name}]` : name]
}

function listed(text: string | undefined): readonly string[] {
	return (text ?? "")
		.split(",")
		.map((each) => each.trim().toLowerCase())
		.filter((each) => each !== "")
}

function unbracketed(host: string): string {
	return host.replace(/^\[|\]$/g, "")
}

function absolute(path: string, currentFolder: string): string {
	return isAbsolute(path) ? path : join(currentFolder, path)
}

function present(text: string | undefined): string | undefined {
	return text === undefined || text.trim() === "" ? undefined : text.trim()
}
