//! A new build is being deployed: two builds behind one address, each request going to either. Every visit ends alive.

use end2end::{AddCard, App, Balancer, Result, new_visitor, run, site_root};
use playwright_rs::{Page, expect};
use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::net::TcpListener;

/// Equal on every replica.
const SESSION_KEY: &str =
    "Fnm1xmR3tB6wq8kEJcL9yZ0aUvS2hTgX4dPoI7bN5rQmKjHeVfCsYiAuWzGlDxM+OtP/3nB8vR1kQe6TyU2iSw==";
const FILES: [&str; 4] = [
    "boot.js",
    "pkg/zuora-cors-sample.js",
    "pkg/zuora-cors-sample.wasm",
    "pkg/zuora-cors-sample.css",
];

/// Two builds behind a balancer: this one, and one that differs from it in every file and in nothing that they do.
struct Deployment {
    site: String,
    balancer: Balancer,
    _servers: [App; 2],
}

/// Whether the second build's server also has the first one's files.
#[derive(Clone, Copy, PartialEq)]
enum Earlier {
    Kept,
    Lost,
}

async fn deployment(
    earlier: Earlier,
    choose: impl FnMut(&str) -> usize + Send + 'static,
) -> Result<Deployment> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let site = format!("http://localhost:{}", listener.local_addr()?.port());
    let second = second_build(&site, earlier)?;
    let settings = |root: &Path| {
        [
            ("PUBLIC_ORIGIN", site.clone()),
            ("SESSION_KEY", SESSION_KEY.to_owned()),
            ("LEPTOS_SITE_ROOT", root.display().to_string()),
        ]
    };
    let servers =
        [App::start(&settings(&site_root()?)).await?, App::start(&settings(&second)).await?];
    let addresses = servers.iter().map(|server| server.addr.clone()).collect();
    Ok(Deployment {
        balancer: Balancer::start(listener, addresses, choose),
        site,
        _servers: servers,
    })
}

fn second_build(site: &str, earlier: Earlier) -> Result<PathBuf> {
    let first = site_root()?;
    let port = site.rsplit(':').next().unwrap_or_default();
    let second = std::env::temp_dir()
        .join(format!("zuora-cors-sample-second-{port}-{}", std::process::id()));
    for folder in ["pkg", "previous/first/pkg"] {
        fs::create_dir_all(second.join(folder))?;
    }
    for file in FILES {
        let mut bytes = fs::read(first.join(file))?;
        if earlier == Earlier::Kept {
            fs::write(second.join("previous/first").join(file), &bytes)?;
        }
        match file == FILES[2] {
            // A section of nobody's, with a name of one letter.
            true => bytes.extend([0, 2, 1, b'x']),
            false => bytes.push(b'\n'),
        }
        fs::write(second.join(file), bytes)?;
    }
    Ok(second)
}

async fn comes_alive(page: &Page, site: &str) -> Result {
    page.goto(site, None).await?;
    let form = AddCard::on(page);
    form.live().await?;
    expect(form.button()).to_be_enabled().await?;
    expect(form.alert()).to_be_hidden().await?;
    Ok(())
}

async fn close(page: Page) -> Result {
    page.context()?.close().await?;
    Ok(())
}

/// Without the number of the attempt: which file of which build it is.
fn file(path: &str) -> &str {
    path.split('&').next().unwrap_or(path)
}

fn pages(deployment: &Deployment) -> usize {
    deployment.balancer.served().iter().filter(|(path, _)| path == "/").count()
}

/// As good as random, and the same on every run, in whatever order the requests come: for the nth request of a path in a visit.
fn dice(visit: u64, path: &str, nth: u64) -> usize {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64
        ^ visit.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ nth.wrapping_mul(0xd1b5_4a32_d192_ed03);
    // Of the file's name: its hash changes with every build of the tests' site.
    for byte in path.split('?').next().unwrap_or_default().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    usize::from((hash >> 40) & 1 == 1)
}

#[test]
fn t19_two_builds_behind_a_balancer_and_a_hundred_visits_end_alive() {
    run(async {
        let visit = Arc::new(AtomicU64::new(0));
        let (current, mut counts) = (visit.clone(), HashMap::<(u64, String), u64>::new());
        let deployment = deployment(Earlier::Lost, move |path| {
            let visit = current.load(Ordering::Relaxed);
            let nth = counts
                .entry((visit, path.split('?').next().unwrap_or_default().to_owned()))
                .or_default();
            *nth += 1;
            dice(visit, path, *nth)
        })
        .await?;
        for _ in 0..100 {
            visit.fetch_add(1, Ordering::Relaxed);
            let page = new_visitor().await?;
            comes_alive(&page, &deployment.site).await?;
            close(page).await?;
        }
        let served = deployment.balancer.served();
        for server in [0, 1] {
            assert!(
                served.iter().any(|(path, chosen)| path == "/" && *chosen == server),
                "pages of both"
            );
        }
        assert!(
            served.iter().any(|(path, _)| path.contains("&again=")),
            "something was asked for again"
        );
        Ok(())
    });
}

/// The worst that may come: every file is asked of the wrong server ten times before the right one.
#[test]
fn t19_a_file_that_ten_requests_do_not_find_is_found_by_the_next() {
    for first in [0, 1] {
        run(async move {
            let mut counts = HashMap::<String, u32>::new();
            let deployment = deployment(Earlier::Lost, move |path| {
                if !path.contains("?v=") {
                    return first;
                }
                let count = counts.entry(file(path).to_owned()).or_default();
                *count += 1;
                if *count > 10 { first } else { 1 - first }
            })
            .await?;
            let page = new_visitor().await?;
            comes_alive(&page, &deployment.site).await?;
            assert_eq!(pages(&deployment), 1, "and without loading it anew");
            close(page).await
        });
    }
}

/// A page of the build before is open, or in some cache; only servers of the next are left.
#[test]
fn t19_a_page_of_the_build_before_comes_alive_by_the_files_that_were_kept() {
    run(async {
        let deployment = deployment(Earlier::Kept, |path| usize::from(path != "/")).await?;
        let page = new_visitor().await?;
        comes_alive(&page, &deployment.site).await?;
        assert_eq!(pages(&deployment), 1);
        assert!(
            !deployment.balancer.served().iter().any(|(path, _)| path.contains("again=")),
            "at the first attempt"
        );
        close(page).await
    });
}

/// A server that is only of one build, from the second page on; the first page is of the other.
fn first_page_of_the_other(path: &str, pages: &mut u32) -> usize {
    *pages += u32::from(path == "/");
    usize::from(path != "/" || *pages > 1)
}

#[test]
fn t19_a_page_whose_build_is_gone_is_loaded_anew_once() {
    run(async {
        let mut pages_served = 0;
        let deployment =
            deployment(Earlier::Lost, move |path| first_page_of_the_other(path, &mut pages_served))
                .await?;
        let page = new_visitor().await?;
        comes_alive(&page, &deployment.site).await?;
        assert_eq!(pages(&deployment), 2);
        close(page).await
    });
}

/// Every page is of one build, and every file of the other.
#[test]
fn t19_a_page_is_never_loaded_anew_twice() {
    for lost in FILES.into_iter().take(3) {
        run(async move {
            let deployment = deployment(Earlier::Lost, move |path| {
                usize::from(path.starts_with(&format!("/{lost}")))
            })
            .await?;
            let page = new_visitor().await?;
            page.goto(&deployment.site, None).await?;
            let form = AddCard::on(&page);
            expect(form.alert())
                .with_timeout(std::time::Duration::from_secs(20))
                .to_contain_text("could not start securely")
                .await?;
            // Longer than every attempt together takes.
            tokio::time::sleep(std::time::Duration::from_secs(6)).await;
            expect(form.alert()).to_contain_text("could not start securely").await?;
            expect(form.button()).to_be_disabled().await?;
            assert_eq!(pages(&deployment), 2, "{lost}");
            close(page).await
        });
    }
}

#[test]
fn t19_a_page_with_something_typed_into_it_is_not_loaded_anew() {
    for lost in FILES.into_iter().take(3) {
        run(async move {
            let deployment = deployment(Earlier::Lost, move |path| {
                usize::from(path.starts_with(&format!("/{lost}")))
            })
            .await?;
            let page = new_visitor().await?;
            page.add_init_script("addEventListener('DOMContentLoaded', () => { document.getElementById('card-holder').value = 'Ada'; })")
                .await?;
            page.goto(&deployment.site, None).await?;
            let form = AddCard::on(&page);
            expect(form.alert())
                .with_timeout(std::time::Duration::from_secs(20))
                .to_contain_text("could not start securely")
                .await?;
            tokio::time::sleep(std::time::Duration::from_secs(4)).await;
            expect(form.textbox("Name on card")).to_have_value("Ada").await?;
            assert_eq!(pages(&deployment), 1, "{lost}");
            close(page).await
        });
    }
}
