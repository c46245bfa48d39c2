import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fenceOf, type KitFolder } from "./issued-kits.ts"
import { runToEnd } from "./process.ts"

const manifest = `[package]
name = "readme"
version = "0.1.0"
edition = "2021"

[dependencies]
tonic = { version = "0.14", features = ["tls-ring"] }
tonic-health = "0.14"
tokio = { version = "1", features = ["rt-multi-thread", "macros"] }

[profile.dev]
debug = false
`

const program = (
	port: number,
	server: string,
	client: string,
) => `use tonic_health::pb::{health_client::HealthClient, HealthCheckRequest};

type Ended = Result<(), Box<dyn std::error::Error>>;

async fn serve() -> Ended {
${server}
    let (_reporter, health) = tonic_health::server::health_reporter();
    server.add_service(health).serve("127.0.0.1:${port}".parse()?).await?;
    Ok(())
}

async fn call() -> Ended {
${client}
    let answer = HealthClient::new(channel).check(HealthCheckRequest { service: String::new() }).await?;
    println!("{}", answer.into_inner().status().as_str_name());
    Ok(())
}

#[tokio::main]
async fn main() -> Ended {
    if std::env::args().nth(1).as_deref() == Some("serve") {
        return serve().await;
    }
    if let Err(error) = call().await {
        println!("{error:?}");
    }
    Ok(())
}
`

/** Builds a server and a client around the README's two fences; tonic is fetched by cargo. Resolves with the command. */
export async function buildReadmeRust(
	parent: string,
	kit: KitFolder,
	port: number,
): Promise<readonly string[]> {
	const folder = join(parent, "readme-rust")
	await mkdir(join(folder, "src"), { recursive: true })
	await writeFile(join(folder, "Cargo.toml"), manifest)
	const titles = ["Rust (tonic), server", "Rust (tonic), client"] as const
	const [server = "", client = ""] = await Promise.all(titles.map((title) => fenceOf(kit, title, port)))
	await writeFile(join(folder, "src", "main.rs"), program(port, server, client))
	await runToEnd("cargo", ["build", "--quiet"], { cwd: folder, limitMs: 400_000 })
	return [join(folder, "target", "debug", "readme")]
}
