"""Letting devices in."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from sync_server.api.callers import Caller, Stranger, Token
from sync_server.api.models import (
    ApprovalIn,
    EnrolmentIn,
    EnrolmentOut,
    Hex32,
    InvitationIn,
    InvitationOut,
    OrgId,
    PendingOut,
    PendingsOut,
    SettledOut,
    StateOut,
)
from sync_server.api.problems import PROBLEMS
from sync_server.api.site import TheSite
from sync_server.service import enrolment
from sync_server.service.enrolment import Admission, Candidate, Offer

router = APIRouter(prefix="/v1/orgs/{org}", tags=["enrolment"], responses=PROBLEMS)


@router.post("/invitations", status_code=201, response_model=InvitationOut, summary="Invite a device (supervisor)")
def invite(site: TheSite, caller: Caller, org: OrgId, body: InvitationIn) -> Any:
    offer = Offer(body.proof, body.role, body.teams, body.expires_at)
    made = enrolment.invite(site.register, caller, org, offer, site.now_ms())
    return InvitationOut(proof=made.proof, expires_at=made.expires_at)


@router.post(
    "/enrolments",
    status_code=201,
    response_model=EnrolmentOut,
    response_model_exclude_unset=True,
    dependencies=[Stranger],
    summary="Ask to come in, with the proof of an invitation's code",
)
def enrol(site: TheSite, org: OrgId, body: EnrolmentIn) -> Any:
    candidate = Candidate(body.proof, body.public_key, body.label)
    made = enrolment.enrol(site.register, org, candidate, site.now_ms())
    return EnrolmentOut(
        id=made.enrolment.id,
        poll_secret=made.poll_secret,
        state=made.enrolment.state,
        org=org,
        name=made.name,
        issuer_public_key=made.issuer_public_key,
        **_granted(made),
    )


def _granted(made: Admission) -> dict[str, Any]:
    device = made.device
    if device is None:
        return {}
    return {"device": device.id, "token": made.token, "role": device.role, "teams": device.teams}


@router.get("/enrolments", response_model=PendingsOut, summary="Who waits to be let in (supervisor)")
def pending(site: TheSite, caller: Caller, org: OrgId) -> Any:
    waiting = enrolment.pending(site.register, caller, org)
    return PendingsOut(
        enrolments=[
            PendingOut(
                id=one.id,
                proof=one.proof,
                public_key=one.public_key,
                label=one.label,
                role=invitation.role,
                teams=invitation.teams,
                issuer=invitation.issuer,
                created_at=one.created_at,
            )
            for one, invitation in waiting
        ]
    )


@router.get(
    "/enrolments/{id}",
    response_model=StateOut,
    response_model_exclude_unset=True,
    dependencies=[Stranger],
    summary="Where my enrolment stands (with its poll secret)",
)
def state(site: TheSite, secret: Token, org: OrgId, id: Hex32) -> Any:
    found = enrolment.poll(site.register, org, id, secret)
    granted = _granted(found)
    if granted:
        one = found.enrolment
        granted |= {"wrapped_keys": one.wrapped_keys, "approver_public_key": one.approver_public_key}
    return StateOut(id=id, state=found.enrolment.state, now=site.now_ms(), **granted)


@router.post(
    "/enrolments/{id}/approve",
    response_model=SettledOut,
    response_model_exclude_unset=True,
    summary="Let a device in, handing it the org's keys (the issuer)",
)
def approve(site: TheSite, caller: Caller, org: OrgId, id: Hex32, body: ApprovalIn) -> Any:
    given = body.wrapped_keys, body.key, body.role, body.teams
    device = enrolment.approve(site.register, caller, org, id, *given, site.now_ms())
    return SettledOut(id=id, state="approved", device=device)


@router.post(
    "/enrolments/{id}/refuse",
    response_model=SettledOut,
    response_model_exclude_unset=True,
    summary="Keep a device out (supervisor)",
)
def refuse(site: TheSite, caller: Caller, org: OrgId, id: Hex32) -> Any:
    enrolment.refuse(site.register, caller, org, id)
    return SettledOut(id=id, state="refused")
