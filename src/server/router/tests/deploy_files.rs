//! The files of `deploy/`, held against the code: the settings that they set, the ports, the probes,
//! and what a container may do.

mod read;

use super::support::{fixture, get, send};
use crate::server::settings::{Settings, Source, help};
use axum::http::StatusCode;
use read::{
    CADDYFILE, COMPOSE, CONTAINERFILE, NGINX, UNIT, deployment, documents, kubernetes, list,
    of_compose, of_kubernetes, of_the_image, of_the_unit,
};
use std::{collections::BTreeMap, fs};

/// A key that is nobody's.
const SESSION_KEY: &str = "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4n+3LqYdlQyEP7cuph2VDIQ/ty6mHZUMhD+3LqYdlQyEAABAwcPHz9/gMDg8Pj8/v8=";

#[test]
fn every_variable_is_a_setting_and_every_secret_is_a_file() {
    let help = help();
    let known = |name: &str| {
        help.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .any(|word| word == name)
    };
    let all = [of_the_image(), of_the_unit(), of_compose(), of_kubernetes()];
    for variables in &all {
        assert!(variables.len() >= 5, "{variables:?}");
        for (name, value) in variables {
            assert!(known(name), "{name} is no setting");
            assert!(!known(&format!("{name}_FILE")), "{name} is a secret, and in clear");
            if name.ends_with("_FILE") {
                assert!(value.starts_with("/run/secrets/") || value.starts_with("%d/"), "{value}");
            }
        }
    }
    assert!(!known("RATE_LIMIT_STORES"), "the check can fail");
}

/// The settings of each file are all that production requires, and none of them is wrong.
#[test]
fn with_these_settings_production_starts_once_a_shop_has_customers() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, content: &str| {
        fs::write(folder.path().join(name), content).expect("a file");
        folder.path().join(name).display().to_string()
    };
    let secrets = [
        ("ZUORA_CLIENT_SECRET_FILE", file("zuora-client-secret", "hush")),
        ("SESSION_KEY_FILE", file("session-key", SESSION_KEY)),
        ("RATE_LIMIT_STORE_FILE", file("rate-limit-store", "redis://:hush@store:6379")),
    ];
    // What the unit reads from a file that is not here.
    let beside_the_unit = of_compose().into_iter().filter(|(name, _)| !name.ends_with("_FILE"));
    let unit = of_the_unit().into_iter().map(|(name, value)| (name, value.replace("%i", "3001")));
    for variables in [
        of_the_image().into_iter().chain(of_compose()).collect::<BTreeMap<_, _>>(),
        of_the_image().into_iter().chain(of_kubernetes()).collect(),
        unit.chain(beside_the_unit).collect(),
    ] {
        let mut variables = variables;
        // No site is built where this test runs.
        assert!(variables.remove("LEPTOS_SITE_ROOT").is_some_and(|root| root.ends_with("/site")));
        for (name, path) in &secrets {
            assert!(variables.insert((*name).to_owned(), path.clone()).is_some(), "{name}");
        }
        // What else is wrong than that a shop has no customers yet.
        let faulty = |variables: &BTreeMap<String, String>| -> Vec<String> {
            let values: Vec<_> =
                variables.iter().map(|(name, value)| (&**name, &**value)).collect();
            let faults = Settings::read(Source::new(&values)).expect_err("no customers").0;
            let others = faults
                .into_iter()
                .filter(|fault| !fault.problem.contains("put your own customers"));
            others.map(|fault| fault.variable.into_owned()).collect()
        };
        assert_eq!(faulty(&variables), Vec::<String>::new());
        for (removed, missing) in
            [("SESSION_KEY_FILE", "SESSION_KEY"), ("TRUSTED_PROXIES", "TRUSTED_PROXIES")]
        {
            let mut fewer = variables.clone();
            fewer.remove(removed);
            assert_eq!(faulty(&fewer), [missing], "the twin");
        }
    }
}

#[test]
fn ports_agree() {
    let image: BTreeMap<_, _> = of_the_image().into_iter().collect();
    assert_eq!(image["LEPTOS_SITE_ADDR"], "0.0.0.0:3000");
    assert_eq!(image["ADMIN_ADDR"], "0.0.0.0:3200");
    assert!(CONTAINERFILE.contains("\nEXPOSE 3000 3200\n"));
    assert!(CADDYFILE.contains("dynamic a site 3000 "));
    let shop = deployment("shop");
    let ports = list(&shop, "/spec/template/spec/containers/0/ports");
    let port = |name: &str| {
        ports.iter().find(|port| port["name"] == name).expect(name)["containerPort"].clone()
    };
    assert_eq!((port("http"), port("metrics")), (3000.into(), 3200.into()));
    let all = kubernetes();
    let find = |kind: &str, name: &str| &all[&(kind.to_owned(), name.to_owned())];
    assert_eq!(find("Service", "shop")["spec"]["ports"][0]["targetPort"], "http");
    let backend = "/spec/rules/0/http/paths/0/backend/service";
    let ingress = find("Ingress", "shop").pointer(backend).expect("a backend");
    assert_eq!((&ingress["name"], &ingress["port"]["name"]), (&"shop".into(), &"http".into()));
    let policy = find("NetworkPolicy", "shop");
    assert_eq!(policy.pointer("/spec/ingress/0/ports/0/port"), Some(&3000.into()));
    assert_eq!(policy.pointer("/spec/ingress/1/ports/0/port"), Some(&3200.into()));
    // The unit's port is its name, and nginx knows three.
    for port in [3001, 3002, 3003] {
        assert!(NGINX.contains(&format!("server 127.0.0.1:{port} ")));
    }
    assert!(UNIT.contains("LEPTOS_SITE_ADDR=127.0.0.1:%i ADMIN_ADDR=127.0.0.1:1%i\n"));
}

/// A replica may call DNS, the store, and port 443 outside of private networks. Nothing else.
#[test]
fn the_network_policy_names_zuora_the_store_and_dns_alone() {
    let all = kubernetes();
    let policy = &all[&("NetworkPolicy".to_owned(), "shop".to_owned())]["spec"];
    assert_eq!(policy["policyTypes"], serde_json::json!(["Ingress", "Egress"]));
    let ports: Vec<Vec<u64>> = list(policy, "/egress")
        .iter()
        .map(|rule| list(rule, "/ports").iter().filter_map(|port| port["port"].as_u64()).collect())
        .collect();
    assert_eq!(ports, [vec![53, 53], vec![6379], vec![443]]);
    assert!(list(policy, "/egress").iter().all(|rule| list(rule, "/to").len() == 1));
    let private = list(policy, "/egress/2/to/0/ipBlock/except");
    for network in ["10.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"] {
        assert!(private.contains(&network.into()), "{network}");
    }
}

#[tokio::test]
async fn probes_ask_for_what_is_served() {
    let site = fixture().await.site;
    let shop = deployment("shop");
    let container = &shop["spec"]["template"]["spec"]["containers"][0];
    for (probe, path) in
        [("startupProbe", "/healthz"), ("livenessProbe", "/healthz"), ("readinessProbe", "/readyz")]
    {
        assert_eq!(container[probe]["httpGet"]["path"], path, "{probe}");
        assert_eq!(container[probe]["httpGet"]["port"], "http", "{probe}");
        assert_eq!(send(&site, get(path)).await.0, StatusCode::OK, "{path}");
    }
}

#[test]
fn no_container_is_root_or_writes_or_gains_a_right() {
    for name in ["shop", "shop-store"] {
        let deployment = deployment(name);
        let pod = &deployment["spec"]["template"]["spec"];
        assert_eq!(pod["securityContext"]["runAsNonRoot"], true, "{name}");
        assert_eq!(pod["securityContext"]["seccompProfile"]["type"], "RuntimeDefault", "{name}");
        assert_eq!(pod["automountServiceAccountToken"], false, "{name}");
        for container in list(pod, "/containers") {
            let context = &container["securityContext"];
            assert_eq!(context["readOnlyRootFilesystem"], true, "{name}");
            assert_eq!(context["allowPrivilegeEscalation"], false, "{name}");
            assert_eq!(context["capabilities"]["drop"][0], "ALL", "{name}");
            assert!(container["resources"]["limits"]["memory"].is_string(), "{name}");
            assert!(container["resources"]["requests"]["cpu"].is_string(), "{name}");
            let image = container["image"].as_str().expect("text");
            assert!(image.contains(':') && !image.ends_with(":latest"), "{image}");
        }
    }
    let compose = &documents(COMPOSE)[0];
    for (name, service) in compose["services"].as_object().expect("a map") {
        assert_eq!(service["read_only"], true, "{name}");
        assert_eq!(service["cap_drop"][0], "ALL", "{name}");
        assert_eq!(service["security_opt"][0], "no-new-privileges:true", "{name}");
        let user = service["user"].as_str().expect("text");
        assert!(!user.starts_with('0') && user != "root", "{name}");
    }
    assert!(CONTAINERFILE.contains("\nUSER 65532:65532\n"));
    for line in
        ["DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet="]
    {
        assert!(UNIT.lines().any(|other| other == line), "{line}");
    }
}

/// What a file mounts is what another one of it provides.
#[test]
fn every_secret_that_is_named_is_mounted() {
    let shop = deployment("shop");
    let mount = shop.pointer("/spec/template/spec/containers/0/volumeMounts/0").expect("a mount");
    let path = mount["mountPath"].as_str().expect("text");
    for (_, value) in of_kubernetes().into_iter().filter(|(name, _)| name.ends_with("_FILE")) {
        assert!(value.starts_with(&format!("{path}/")), "{value}");
    }
    let compose = &documents(COMPOSE)[0];
    for (_, value) in of_compose().into_iter().filter(|(name, _)| name.ends_with("_FILE")) {
        let name = value.rsplit('/').next().expect("a name");
        assert!(list(compose, "/services/site/secrets").contains(&name.into()), "{name}");
        assert!(compose["secrets"][name]["file"].is_string(), "{name}");
    }
    for (name, value) in of_the_unit().into_iter().filter(|(name, _)| name.ends_with("_FILE")) {
        let file = value.strip_prefix("%d/").expect(&name);
        assert!(UNIT.contains(&format!("\nLoadCredential={file}:")), "{file}");
    }
}
