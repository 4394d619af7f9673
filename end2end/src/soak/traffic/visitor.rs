//! One visitor, who sends one request after the other.

use crate::Result;
use reqwest::{Client, Method, RequestBuilder, header, redirect::Policy};
use std::{collections::VecDeque, net::Ipv6Addr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

const SIGN: &str = "/api/sign/create-payment-method";
const LIST: &str = "/api/payment-methods/list";
const TIMEOUT: Duration = Duration::from_secs(30);
/// How many sessions a visitor uses in turn.
const SESSIONS: usize = 20;
/// How many addresses a visitor comes back from.
const ADDRESSES: usize = 50;

/// What a visitor sends.
#[derive(Clone, Copy, Debug)]
enum Step {
    File(&'static str),
    Page(&'static str),
    /// A signature, or the list of cards, for a session that has come before.
    Call(&'static str),
    /// Begins a session, at an address that never comes again, and then asks for one signature.
    Newcomer,
    Refused(Refusal),
    BreakOff(Place),
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug)]
enum Refusal {
    NoSession,
    OtherSite,
    OtherHost,
    TooLong,
    NoJson,
    NoSuchPage,
}

/// Where a connection ends.
#[derive(Clone, Copy, Debug)]
enum Place {
    InHeaders,
    BeforeBody,
    /// By a reset, while the answer comes.
    InAnswer,
}

/// What each visitor sends, again and again. A newcomer counts as two requests.
const STEPS: [Step; 24] = {
    use Place::{BeforeBody, InAnswer, InHeaders};
    use Refusal::{NoJson, NoSession, NoSuchPage, OtherHost, OtherSite, TooLong};
    use Step::{BreakOff, Call, File, Newcomer, Page, Refused};
    [
        File("/boot.js"),
        Page("/"),
        Call(SIGN),
        Refused(NoSession),
        File("/favicon.svg"),
        Call(SIGN),
        BreakOff(InHeaders),
        Newcomer,
        File("/boot.js"),
        Refused(OtherSite),
        Call(LIST),
        Page("/"),
        Call(SIGN),
        File("/boot.js"),
        Refused(OtherHost),
        BreakOff(BeforeBody),
        Newcomer,
        File("/favicon.svg"),
        Refused(TooLong),
        Call(SIGN),
        Refused(NoJson),
        Page("/?lang=de"),
        BreakOff(InAnswer),
        Refused(NoSuchPage),
    ]
};

#[derive(Debug)]
pub struct Visitor {
    number: u8,
    client: Client,
    /// The public origin.
    site: Arc<str>,
    addr: Arc<str>,
    /// Steps taken so far.
    steps: usize,
    /// Cookies of sessions, oldest first.
    sessions: VecDeque<String>,
    /// The second request of a newcomer: cookie and address.
    next: Option<(String, Ipv6Addr)>,
}

impl Visitor {
    pub fn new(number: u8, site: Arc<str>, addr: Arc<str>) -> Result<Self> {
        let builder = Client::builder().no_proxy().redirect(Policy::none());
        let client = builder.pool_max_idle_per_host(1).timeout(TIMEOUT).build()?;
        let (steps, sessions) = (0, VecDeque::new());
        Ok(Self { number, client, site, addr, steps, sessions, next: None })
    }

    /// Sends the next request, and reads its answer.
    ///
    /// # Errors
    /// When the answer is another one than it should be.
    pub async fn send_next(&mut self) -> Result {
        if let Some((cookie, address)) = self.next.take() {
            let call = self.call(SIGN, &cookie).header("x-forwarded-for", address.to_string());
            return expect(200, SIGN, call).await.map(drop);
        }
        // Visitors do not all send the same at the same time.
        let step = STEPS[(self.steps + usize::from(self.number) * 3) % STEPS.len()];
        self.steps += 1;
        match step {
            Step::Newcomer => self.come().await,
            Step::File(path) => expect(200, path, self.get(path)).await.map(drop),
            Step::Page(path) => {
                let page = self.get(path).header(header::COOKIE, self.session().await?);
                expect(200, path, page).await.map(drop)
            }
            Step::Call(path) => {
                let cookie = self.session().await?;
                expect(200, path, self.call(path, &cookie)).await.map(drop)
            }
            Step::Refused(why) => self.be_refused(why).await,
            Step::BreakOff(place) => self.break_off(place).await,
        }
    }

    /// Begins a session, and returns its cookie.
    async fn begin_session(&self, address: Ipv6Addr) -> Result<String> {
        let page = self.request(Method::GET, "/").header("x-forwarded-for", address.to_string());
        let response = expect(200, "/", page).await?;
        let cookie = response.headers().get(header::SET_COOKIE).ok_or("no session")?.to_str()?;
        Ok(cookie.split(';').next().unwrap_or_default().to_owned())
    }

    async fn come(&mut self) -> Result {
        // In a network of its own, however one counts.
        let network = 0x2001_1000_0000 | u128::from(self.number) << 24 | self.steps as u128;
        let address = Ipv6Addr::from_bits(network << 80 | 1);
        let cookie = self.begin_session(address).await?;
        self.next = Some((cookie, address));
        Ok(())
    }

    /// The cookie of a session that comes back, the oldest first.
    async fn session(&mut self) -> Result<String> {
        let cookie = match self.sessions.len() {
            SESSIONS => self.sessions.pop_front().unwrap_or_default(),
            _ => self.begin_session(self.address()).await?,
        };
        self.sessions.push_back(cookie.clone());
        Ok(cookie)
    }

    /// An address that comes back.
    fn address(&self) -> Ipv6Addr {
        let place = (self.steps % ADDRESSES) as u128;
        Ipv6Addr::from_bits((0x2001_0db8_0000 | u128::from(self.number)) << 80 | place << 64 | 1)
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let host = self.site.split("//").nth(1).unwrap_or_default();
        let url = format!("http://{}{path}", self.addr);
        self.client.request(method, url).header(header::HOST, host)
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path).header("x-forwarded-for", self.address().to_string())
    }

    /// A call of a server function without arguments.
    fn call(&self, path: &str, cookie: &str) -> RequestBuilder {
        let call = self.request(Method::POST, path).header(header::COOKIE, cookie);
        call.header(header::ORIGIN, &*self.site)
            .header(header::CONTENT_TYPE, "application/json")
            .body("{}")
    }

    async fn be_refused(&mut self, why: Refusal) -> Result {
        let (status, request) = match why {
            Refusal::NoSession => (403, self.call(SIGN, "nothing=known")),
            Refusal::OtherSite => {
                let cookie = self.session().await?;
                let call = self.request(Method::POST, SIGN).header(header::COOKIE, cookie);
                (403, call.header(header::ORIGIN, "https://evil.example").body("{}"))
            }
            Refusal::OtherHost => {
                let url = format!("http://{}/", self.addr);
                let request = self.client.get(url).header(header::HOST, "evil.example");
                (421, request.header("x-forwarded-for", self.address().to_string()))
            }
            Refusal::TooLong => {
                let cookie = self.session().await?;
                (413, self.call(SIGN, &cookie).body("x".repeat(4096)))
            }
            Refusal::NoJson => {
                let cookie = self.session().await?;
                (400, self.call(SIGN, &cookie).body("{'a':"))
            }
            Refusal::NoSuchPage => (404, self.get("/nowhere")),
        };
        expect(status, &format!("{why:?}"), request).await.map(drop)
    }

    async fn break_off(&self, place: Place) -> Result {
        let mut connection = TcpStream::connect(&*self.addr).await?;
        let host = self.site.split("//").nth(1).unwrap_or_default();
        let (line, rest) = match place {
            Place::InHeaders => ("GET / HTTP/1.1", "Accept: text"),
            Place::BeforeBody => {
                ("POST /api/sign/create-payment-method HTTP/1.1", "Content-Length: 2\r\n\r\n")
            }
            Place::InAnswer => ("GET /boot.js HTTP/1.1", "\r\n"),
        };
        connection.write_all(format!("{line}\r\nHost: {host}\r\n{rest}").as_bytes()).await?;
        if matches!(place, Place::InAnswer) {
            connection.read_exact(&mut [0; 16]).await?;
            connection.set_zero_linger()?;
        }
        Ok(())
    }
}

/// Sends the request and reads the whole answer, whose headers are returned.
async fn expect(status: u16, what: &str, request: RequestBuilder) -> Result<reqwest::Response> {
    let mut response = request.send().await?;
    while response.chunk().await?.is_some() {}
    match response.status().as_u16() {
        found if found == status => Ok(response),
        found => Err(format!("{found} to {what}, and not {status}").into()),
    }
}
