-- The spectral norm of an infinite matrix: small functions over floating-point numbers.
local n = tonumber((...)) or 20

local function a(i, j)
  local ij = i + j
  return 1.0 / (ij * (ij + 1) * 0.5 + i + 1)
end

local function timesA(v, out)
  for i = 0, n - 1 do
    local sum = 0.0
    for j = 0, n - 1 do
      sum = sum + a(i, j) * v[j]
    end
    out[i] = sum
  end
end

local function timesTransposed(v, out)
  for i = 0, n - 1 do
    local sum = 0.0
    for j = 0, n - 1 do
      sum = sum + a(j, i) * v[j]
    end
    out[i] = sum
  end
end

local u, v, t = {}, {}, {}
for i = 0, n - 1 do
  u[i] = 1.0
end
for _ = 1, 10 do
  timesA(u, t)
  timesTransposed(t, v)
  timesA(v, t)
  timesTransposed(t, u)
end
local vbv, vv = 0.0, 0.0
for i = 0, n - 1 do
  vbv = vbv + u[i] * v[i]
  vv = vv + v[i] * v[i]
end
print(math.floor(math.sqrt(vbv / vv) * 1e9))
