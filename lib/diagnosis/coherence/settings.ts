import type { Result } from "#base/result"
import type { FormatFailure } from "#x509/formats/format-failure"
import type { Material } from "#x509/formats/read-material"
import type { YamlNode } from "./yaml-tree.ts"

/** A line of what was given. */
export interface Place {
	/** Index of the text among those given. */
	readonly source: number
	/** Counted from 1. */
	readonly line: number
}

/** A value and where it was set. */
export interface Setting {
	/** As it is written: `PERMGUARD_TLS_CA_FILE`, `--tls-ca-file`, `ssl_certificate`. */
	readonly name: string
	readonly value: string
	readonly at: Place
	readonly from: "environment" | "flag" | "file"
}

/** What text was recognised as. */
export type SettingsKind =
	| "environment"
	| "command line"
	| "Docker Compose"
	| "Kubernetes"
	| "cert-manager"
	| "Envoy"
	| "Istio"
	| "nginx"
	| "SPIRE"

/** One thing that was recognised, with the line it begins at. */
export interface RecognisedSettings {
	readonly kind: SettingsKind
	/** What it is called there: `Deployment permguard`, `docker run`. */
	readonly label: string
	readonly at: Place
}

/** Where a file that a process sees comes from. */
export type VolumeSource =
	| {
			readonly kind: "secret" | "configMap"
			readonly name: string
			/** Chosen keys and the file names they get; absent: all keys under their own names. */
			readonly items?: readonly { readonly key: string; readonly path: string }[]
			readonly mode?: number
	  }
	| { readonly kind: "csi"; readonly driver: string }
	| { readonly kind: "other"; readonly what: string }
	| { readonly kind: "missing"; readonly volume: string }

/** One place of the file system that is given to a process. */
export interface Mount {
	readonly path: string
	readonly subPath?: string
	readonly volume: string
	readonly source: VolumeSource
	readonly at: Place
}

/** A health check that something outside makes. */
export interface Probe {
	/** `livenessProbe`, `healthcheck` … */
	readonly name: string
	readonly kind: "grpc" | "http" | "tcp" | "exec"
	readonly port?: string
	readonly command?: readonly string[]
	readonly at: Place
}

/** A process with its settings. */
export interface Program {
	/** For a sentence: `container permguard of Deployment permguard`. */
	readonly label: string
	readonly at: Place
	readonly image?: string
	/** Words of the command line that are no options, the program's own name first where it is known. */
	readonly words: readonly string[]
	/** By name; a name that was set twice keeps both, in order. */
	readonly env: ReadonlyMap<string, readonly Setting[]>
	/** By name without dashes. */
	readonly flags: ReadonlyMap<string, readonly Setting[]>
	/** Absent where nothing says which files the process sees. */
	readonly mounts?: readonly Mount[]
	readonly probes: readonly Probe[]
	readonly ports: readonly { readonly name?: string; readonly number: number; readonly at: Place }[]
	/** Identity that the process runs with; absent where nothing says. */
	readonly user?: {
		readonly uid?: number
		readonly isNonRoot: boolean
		readonly fsGroup?: number
		readonly at: Place
	}
	/** Labels of the Pod, for Services that select it. */
	readonly labels: Readonly<Record<string, string>>
}

/** Modes of one side, in the words of the endpoint's settings. */
export type SideMode = "none" | "tls" | "mtls" | "external" | "spiffe" | "unknown"

/** One end of connections, as its settings make it. */
export interface Side {
	readonly role: "server" | "client"
	readonly software: "permguard" | "other" | "envoy" | "istio" | "nginx" | "grpcurl" | "grpc_health_probe"
	readonly label: string
	readonly at: Place
	readonly mode: SideMode
	/** Why it is that mode, or why that cannot be told, one sentence. */
	readonly text: string
	readonly cert?: Setting
	readonly key?: Setting
	readonly ca?: Setting
	readonly skipVerify?: Setting
	readonly socket?: Setting
	/** Addresses that a client dials. */
	readonly endpoints: readonly Setting[]
	/** Ports that a server listens on. */
	readonly ports: readonly number[]
	/** SPIFFE IDs that this side demands of the other. */
	readonly expectedIds: readonly Setting[]
	/** True when it asks for a client certificate without demanding one. */
	readonly isOptional?: boolean
	readonly program?: Program
}

/** One entry of a Secret or ConfigMap. The value is read and never kept as text. */
export interface StoredFile {
	readonly name: string
	readonly at: Place
	/** Absent: its value is not base64, or not given. */
	readonly material?: Result<Material, FormatFailure>
	readonly isBase64: boolean
}

/** A Secret or ConfigMap. */
export interface FileStore {
	readonly kind: "Secret" | "ConfigMap"
	readonly name: string
	/** `kubernetes.io/tls`, `Opaque` … */
	readonly type: string
	readonly files: readonly StoredFile[]
	readonly at: Place
	/** A template or an external reference fills it: absent keys mean nothing. */
	readonly isPartial: boolean
}

/** A resource of Kubernetes or of a mesh, for the rules that read it themselves. */
export interface Resource {
	readonly kind: string
	readonly apiVersion: string
	readonly name: string
	readonly namespace: string
	readonly root: YamlNode
	readonly source: number
	readonly at: Place
}

/** Everything that was read, before anything is judged. */
export interface Settings {
	readonly recognised: readonly RecognisedSettings[]
	readonly programs: readonly Program[]
	readonly sides: readonly Side[]
	readonly stores: readonly FileStore[]
	readonly resources: readonly Resource[]
	readonly contexts: readonly EnvoyContext[]
	readonly nginx: readonly NginxServer[]
	readonly spire: readonly SpireConfig[]
	/** What could not be read, with the reason. */
	readonly unread: readonly { readonly at: Place; readonly text: string; readonly what: string }[]
	/** Settings set twice in one place that do not agree, and the like, are judged from the programs. */
}

/** A TLS context of Envoy, or a cluster or filter chain that has none. */
export interface EnvoyContext {
	readonly role: "server" | "client"
	/** `cluster billing`, `filter chain of listener ingress`. */
	readonly label: string
	readonly at: Place
	readonly tls: boolean
	readonly context?: YamlNode
	readonly hasHttp2: boolean
	/** A filter chain that ends HTTP here, not at TCP. */
	readonly isHttp: boolean
	readonly alpn: readonly string[]
	readonly hasCertificate: boolean
	readonly hasSdsSpiffe: boolean
	readonly requiresCertificate: boolean
	readonly trust?: Place
	readonly names: readonly Setting[]
	readonly sni?: Setting
	readonly autoSni: boolean
	readonly autoSanValidation: boolean
	readonly endpoints: readonly Setting[]
	readonly ports: readonly number[]
	readonly source: number
}

/** A directive of nginx that was inherited or set in a place, and where. */
export interface NginxServer {
	readonly at: Place
	readonly label: string
	readonly listens: readonly {
		readonly port: number | undefined
		readonly tls: boolean
		readonly http2: boolean
		readonly at: Place
	}[]
	/** Directives of the server with those inherited; the last one wins. */
	readonly directives: ReadonlyMap<string, Setting>
	readonly passes: readonly {
		readonly url: Setting
		/** Addresses that the name stands for. */
		readonly upstream: readonly Setting[]
		readonly directives: ReadonlyMap<string, Setting>
	}[]
}

/** A configuration file of SPIRE. */
export interface SpireConfig {
	readonly role: "server" | "agent"
	readonly at: Place
	readonly values: ReadonlyMap<string, Setting>
}
