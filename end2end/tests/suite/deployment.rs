//! A new build is being deployed: two builds behind one address, and each request may go to either.
//! Every page that is opened comes alive all the same.

use end2end::{
    AddCardPage, ENGLISH, EarlierFiles, Result, TwoBuilds, block_on, expect, nothing_happens_for,
    page_in_new_context,
};
use playwright_rs::Page;
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Longer than all attempts together take to load a file.
const ALL_ATTEMPTS: Duration = Duration::from_secs(6);

async fn expect_alive(page: &Page, site: &str) -> Result {
    page.goto(site, None).await?;
    let form = AddCardPage::new(page, &ENGLISH);
    form.wait_until_hydrated().await?;
    expect!(form.save_button()).to_be_enabled().await?;
    expect!(form.alert()).to_be_hidden().await?;
    Ok(())
}

async fn close(page: Page) -> Result {
    page.context()?.close().await?;
    Ok(())
}

/// A file's path and version, without the number of the attempt.
fn versioned_file(path: &str) -> &str {
    path.split('&').next().unwrap_or(path)
}

/// The path without its query: the version in it changes with every build of the site.
fn file(path: &str) -> &str {
    path.split('?').next().unwrap_or_default()
}

/// A server that is as good as random for the nth request of a file by a page, and the same in
/// every run, whatever the order of the requests.
fn random_server(page: u64, path: &str, nth: u64) -> usize {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64
        ^ page.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ nth.wrapping_mul(0xd1b5_4a32_d192_ed03);
    for byte in file(path).bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    usize::from((hash >> 40) & 1 == 1)
}

#[test]
fn t19_with_two_builds_behind_a_balancer_a_hundred_pages_come_alive() {
    block_on(async {
        let opened = Arc::new(AtomicU64::new(0));
        let (current, mut counts) = (opened.clone(), HashMap::<(u64, String), u64>::new());
        let deployment = TwoBuilds::start(EarlierFiles::Lost, move |path| {
            let page = current.load(Ordering::Relaxed);
            let nth = counts.entry((page, file(path).to_owned())).or_default();
            *nth += 1;
            random_server(page, path, *nth)
        })
        .await?;
        for _ in 0..100 {
            opened.fetch_add(1, Ordering::Relaxed);
            let page = page_in_new_context().await?;
            expect_alive(&page, &deployment.site).await?;
            close(page).await?;
        }
        let served = deployment.balancer.served();
        for server in [0, 1] {
            assert!(
                served.iter().any(|(path, chosen)| path == "/" && *chosen == server),
                "pages of both"
            );
        }
        assert!(deployment.has_retried());
        Ok(())
    });
}

/// The worst case: for every file, ten requests go to the wrong server before one goes to the right
/// one.
#[test]
fn t19_a_file_that_ten_requests_do_not_find_is_found_by_the_next() {
    for first in [0, 1] {
        block_on(async move {
            let mut counts = HashMap::<String, u32>::new();
            let deployment = TwoBuilds::start(EarlierFiles::Lost, move |path| {
                if !path.contains("?v=") {
                    return first;
                }
                let count = counts.entry(versioned_file(path).to_owned()).or_default();
                *count += 1;
                if *count > 10 { first } else { 1 - first }
            })
            .await?;
            let page = page_in_new_context().await?;
            expect_alive(&page, &deployment.site).await?;
            assert_eq!(deployment.page_loads(), 1, "and without loading it anew");
            close(page).await
        });
    }
}

/// A page of the previous build is open, or in some cache; only servers of the next build are left.
#[test]
fn t19_a_page_of_the_previous_build_comes_alive_with_the_files_of_that_build() {
    block_on(async {
        let deployment =
            TwoBuilds::start(EarlierFiles::Kept, |path| usize::from(path != "/")).await?;
        let page = page_in_new_context().await?;
        expect_alive(&page, &deployment.site).await?;
        assert_eq!(deployment.page_loads(), 1);
        assert!(!deployment.has_retried(), "at the first attempt");
        close(page).await
    });
}

/// The first page comes from one build; every file, and every page after the first, from the other.
#[test]
fn t19_a_page_whose_build_is_gone_reloads_once() {
    block_on(async {
        let mut pages = 0;
        let deployment = TwoBuilds::start(EarlierFiles::Lost, move |path| {
            pages += u32::from(path == "/");
            usize::from(path != "/" || pages > 1)
        })
        .await?;
        let page = page_in_new_context().await?;
        expect_alive(&page, &deployment.site).await?;
        assert_eq!(deployment.page_loads(), 2);
        close(page).await
    });
}

/// The files whose loss a page cannot do without: all but the styles.
fn code_files() -> impl Iterator<Item = &'static str> {
    TwoBuilds::FILES.into_iter().take(3)
}

/// Every page comes from one build, and this file from the other.
async fn start_without(file: &'static str) -> Result<TwoBuilds> {
    let choose = move |path: &str| usize::from(path.starts_with(&format!("/{file}")));
    TwoBuilds::start(EarlierFiles::Lost, choose).await
}

/// Opens the page and waits until it says that it cannot start.
async fn open_failing(page: &Page, site: &str) -> Result<AddCardPage> {
    page.goto(site, None).await?;
    let form = AddCardPage::new(page, &ENGLISH);
    let alert = expect!(form.alert()).with_timeout(Duration::from_secs(20));
    alert.to_contain_text("could not start securely").await?;
    Ok(form)
}

#[test]
fn t19_a_page_never_reloads_twice() {
    for lost in code_files() {
        block_on(async move {
            let deployment = start_without(lost).await?;
            let page = page_in_new_context().await?;
            let form = open_failing(&page, &deployment.site).await?;
            nothing_happens_for(ALL_ATTEMPTS).await;
            expect!(form.alert()).to_contain_text("could not start securely").await?;
            expect!(form.save_button()).to_be_disabled().await?;
            assert_eq!(deployment.page_loads(), 2, "{lost}");
            close(page).await
        });
    }
}

#[test]
fn t19_a_page_with_something_typed_into_it_does_not_reload() {
    for lost in code_files() {
        block_on(async move {
            let deployment = start_without(lost).await?;
            let page = page_in_new_context().await?;
            let typed = "addEventListener('DOMContentLoaded', () => { \
                         document.getElementById('card-holder').value = 'Ada'; })";
            page.add_init_script(typed).await?;
            let form = open_failing(&page, &deployment.site).await?;
            nothing_happens_for(Duration::from_secs(4)).await;
            expect!(form.textbox("Name on card")).to_have_value("Ada").await?;
            assert_eq!(deployment.page_loads(), 1, "{lost}");
            close(page).await
        });
    }
}
