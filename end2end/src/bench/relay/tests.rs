//! Times are compared with the round trip that was asked for: never shorter, and not so much longer
//! that a result could be mistaken for another number of round trips.

use super::Relay;
use crate::{Error, Result};
use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::Instant,
};

const ROUND_TRIP: Duration = Duration::from_millis(120);

/// A server that answers every chunk with itself, and the end with `tail`.
async fn echo(tail: &'static [u8]) -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let addr = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut bytes = [0; 4096];
                while let Ok(count @ 1..) = client.read(&mut bytes).await {
                    client.write_all(&bytes[..count]).await?;
                }
                client.write_all(tail).await?;
                client.shutdown().await
            });
        }
    });
    Ok(addr)
}

async fn link_to(target: SocketAddr, round_trip: Duration) -> Result<Relay> {
    let relay = Relay::start(round_trip).await?;
    relay.switch_to(target);
    Ok(relay)
}

async fn connect(relay: &Relay) -> Result<TcpStream> {
    let stream = TcpStream::connect(relay.addr).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// How many round trips an exchange takes.
async fn exchange(stream: &mut TcpStream, text: &str) -> Result<f64> {
    let begun = Instant::now();
    stream.write_all(text.as_bytes()).await?;
    let mut answer = vec![0; text.len()];
    stream.read_exact(&mut answer).await?;
    assert_eq!(answer, text.as_bytes());
    Ok(begun.elapsed().as_secs_f64() / ROUND_TRIP.as_secs_f64())
}

fn assert_near(round_trips: f64, expected: f64) {
    assert!((expected..expected + 0.9).contains(&round_trips), "{round_trips}, not {expected}");
}

#[tokio::test]
async fn a_new_connection_costs_one_round_trip_more_than_an_open_one() -> Result {
    let relay = link_to(echo(b"").await?, ROUND_TRIP).await?;
    let mut stream = connect(&relay).await?;
    assert_near(exchange(&mut stream, "first").await?, 2.0);
    assert_near(exchange(&mut stream, "second").await?, 1.0);
    Ok(())
}

#[tokio::test]
async fn a_connection_that_was_opened_early_costs_nothing_more() -> Result {
    let relay = link_to(echo(b"").await?, ROUND_TRIP).await?;
    let mut stream = connect(&relay).await?;
    tokio::time::sleep(ROUND_TRIP).await;
    assert_near(exchange(&mut stream, "first").await?, 1.0);
    Ok(())
}

#[tokio::test]
async fn bytes_stay_in_order_and_travel_at_the_same_time() -> Result {
    let relay = link_to(echo(b"").await?, ROUND_TRIP).await?;
    let (mut answers, mut requests) = connect(&relay).await?.into_split();
    let begun = Instant::now();
    let sending = tokio::spawn(async move {
        for number in 0..20_u8 {
            requests.write_all(&[number; 1000]).await?;
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        requests.shutdown().await?;
        Ok::<_, Error>(requests)
    });
    let mut received = Vec::new();
    answers.read_to_end(&mut received).await?;
    let sent = sending.await??;
    let expected: Vec<u8> = (0..20).flat_map(|number| [number; 1000]).collect();
    assert!(received == expected, "the bytes are others, or in another order");
    // One after the other, twenty chunks would take twenty round trips.
    assert!(begun.elapsed() < ROUND_TRIP * 4, "{:?}", begun.elapsed());
    drop(sent);
    Ok(())
}

#[tokio::test]
async fn the_end_of_one_direction_arrives_and_leaves_the_other_open() -> Result {
    let relay = link_to(echo(b"goodbye").await?, ROUND_TRIP).await?;
    let mut stream = connect(&relay).await?;
    assert_near(exchange(&mut stream, "hello").await?, 2.0);
    let begun = Instant::now();
    stream.shutdown().await?;
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await?;
    assert_eq!(rest, b"goodbye");
    assert_near(begun.elapsed().as_secs_f64() / ROUND_TRIP.as_secs_f64(), 1.0);
    Ok(())
}

#[tokio::test]
async fn connections_are_counted_and_follow_the_target() -> Result {
    let relay = link_to(echo(b"one").await?, Duration::ZERO).await?;
    assert_eq!(relay.connections(), 0);
    for (tail, count) in [("one", 1), ("two", 2)] {
        let mut stream = connect(&relay).await?;
        stream.shutdown().await?;
        let mut rest = String::new();
        stream.read_to_string(&mut rest).await?;
        assert_eq!((&*rest, relay.connections()), (tail, count));
        relay.switch_to(echo(b"two").await?);
    }
    Ok(())
}

#[tokio::test]
async fn a_connection_ends_where_there_is_no_server_yet() -> Result {
    let relay = Relay::start(Duration::ZERO).await?;
    let mut rest = Vec::new();
    // Some systems report the end as a broken connection.
    let _ = connect(&relay).await?.read_to_end(&mut rest).await;
    assert!(rest.is_empty());
    Ok(())
}
