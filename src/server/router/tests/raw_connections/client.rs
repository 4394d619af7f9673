//! A client that sends bytes as a row says, and what it must get for them.

use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpStream, tcp::OwnedReadHalf},
    time::sleep,
};

pub struct Row {
    pub name: &'static str,
    pub steps: Vec<Step>,
    pub gets: Gets,
    pub reading: Reading,
    /// Whether a time limit of its connection is what ends it.
    pub is_for_limit: bool,
}

/// What a client does, one after the other. Then it reads to the end.
pub enum Step {
    Send(Vec<u8>),
    /// One byte after the other, with so much time between them.
    Drip(Vec<u8>, Duration),
    /// Again and again, for as long as the server takes it.
    Forever(Vec<u8>),
    /// Sends no more, and goes on reading.
    HalfClose,
    /// Breaks the connection, as soon as so many bytes of the answer are there.
    ResetAfter(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    AtOnce,
    ByteByByte,
    Never,
}

/// What a client gets before its connection ends.
#[derive(Debug)]
pub enum Gets {
    /// The whole page.
    Page,
    /// Answers with these statuses, and no more.
    Statuses(&'static [u16]),
    Nothing,
    /// It does not look.
    Whatever,
}

impl Row {
    pub fn new(name: &'static str, steps: Vec<Step>, gets: Gets) -> Self {
        Self { name, steps, gets, reading: Reading::AtOnce, is_for_limit: false }
    }

    pub fn for_limit(self) -> Self {
        Self { is_for_limit: true, ..self }
    }

    pub fn reading(self, reading: Reading) -> Self {
        Self { reading, ..self }
    }

    /// Carries out the steps. Returns all that the server has sent, once it has closed the
    /// connection or the client has broken it.
    pub async fn play(&self, addr: SocketAddr) -> Vec<u8> {
        let stream = TcpStream::connect(addr).await.expect("a connection");
        let (reader, mut writer) = stream.into_split();
        let limit = match self.steps.last() {
            Some(Step::ResetAfter(length)) => *length,
            _ => usize::MAX,
        };
        let reading = tokio::spawn(read(reader, self.reading, limit));
        for step in &self.steps {
            // The server may have closed the connection already.
            match step {
                Step::Send(bytes) => drop(writer.write_all(bytes).await),
                Step::Drip(bytes, pause) => {
                    for byte in bytes {
                        if writer.write_all(&[*byte]).await.is_err() {
                            break;
                        }
                        sleep(*pause).await;
                    }
                }
                Step::Forever(bytes) => while writer.write_all(bytes).await.is_ok() {},
                Step::HalfClose => drop(writer.shutdown().await),
                Step::ResetAfter(_) => {
                    let (reader, answer) = reading.await.expect("no panic");
                    writer.as_ref().set_zero_linger().expect("it can");
                    drop((reader, writer));
                    return answer;
                }
            }
        }
        // The other half stays open until the end.
        let (_, answer) = reading.await.expect("no panic");
        answer
    }
}

/// Reads so many bytes, or to the end.
async fn read(
    mut reader: OwnedReadHalf,
    reading: Reading,
    limit: usize,
) -> (OwnedReadHalf, Vec<u8>) {
    let mut answer = Vec::new();
    let mut buffer = vec![0; if reading == Reading::AtOnce { 16 * 1024 } else { 1 }];
    while reading != Reading::Never && answer.len() < limit {
        match reader.read(&mut buffer).await {
            Ok(length @ 1..) => answer.extend_from_slice(&buffer[..length]),
            _ => break,
        }
    }
    (reader, answer)
}

impl Gets {
    pub fn is_in(&self, answer: &[u8]) -> bool {
        match self {
            Self::Page => statuses(answer) == [200] && answer.ends_with(b"\r\n0\r\n\r\n"),
            Self::Statuses(expected) => statuses(answer) == *expected,
            Self::Nothing => answer.is_empty(),
            Self::Whatever => true,
        }
    }
}

fn statuses(answer: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(answer);
    let lines = text.split("HTTP/1.").skip(1);
    lines.filter_map(|rest| rest.get(2..5)?.parse().ok()).collect()
}

/// The beginning of an answer, for a person.
pub fn shown(answer: &[u8]) -> String {
    String::from_utf8_lossy(&answer[..answer.len().min(300)]).into_owned()
}
